package org.boot2docker.builder.description;

import static org.boot2docker.builder.description.Key.byDefault;
import static org.boot2docker.builder.description.Key.optional;
import static org.boot2docker.builder.description.Key.required;

import java.util.List;
import java.util.Set;

/** Every key of the description. */
final class DescriptionKeys {
  private static final String TEXT = "text";
  private static final String PACKAGE = "package";
  private static final String LIST = "list of texts";
  private static final String SUITES = "list of suites";
  private static final String PATTERNS = "list of patterns";
  private static final String FILE = "file";
  private static final String FILES = "list of files";
  private static final String FOLDERS = "list of folders";
  private static final String PACKAGES = "list of packages";
  private static final String IMAGES = "list of images";
  private static final String MAPPING = "mapping";

  private DescriptionKeys() {}

  /** Whether a key's texts name files or folders of this machine. */
  static boolean isPath(Key key) {
    return Set.of(FILE, FILES, FOLDERS).contains(key.type());
  }

  /** Whether a key's texts name container images, some of which are files. */
  static boolean isImage(Key key) {
    return key.type().equals(IMAGES);
  }

  /** Of a package in a list of packages. */
  private static Key packages(String name, String meaning) {
    return withPackages(required(name, PACKAGES, meaning));
  }

  private static Key withPackages(Key key) {
    return key.with(
        required("name", TEXT, "The package; of names separated by `|` the first that there is."),
        byDefault(
                "dependencies",
                TEXT,
                "all",
                "Whether the packages that it depends on are searched for libraries.")
            .oneOf("all", "none"),
        byDefault("files", PATTERNS, "[]", "The files to take; all files if there is no pattern."));
  }

  private static final Key BASE =
      required("base", MAPPING, "Step 1: the kernel.")
          .with(
              required(
                  "kernel",
                  PACKAGE,
                  "The kernel's package, or one that depends on the newest; `source` compiles it."),
              optional(
                  "modules",
                  FILES,
                  "Lists of kernel modules; what they depend on is added. Needed without"
                      + " `source`."),
              byDefault(
                  "pack",
                  FILES,
                  "[]",
                  "Lists of kernel modules that the module pack has besides those of the image."),
              optional(
                  "source", PACKAGE, "The package with the kernel's source. Needed with `source`."),
              optional(
                  "patches",
                  FOLDERS,
                  "Patches for the source: `*.patch`, sorted by name. Needed with `source`."),
              optional(
                  "fragments",
                  FILES,
                  "Kernel options; later files override earlier ones. Needed with `source`."),
              byDefault(
                  "source-pack",
                  FILES,
                  "[]",
                  "Lists of kernel modules that with `source` only the module pack has."));

  private static final Key STUBS =
      byDefault(
              "stubs",
              "mapping by SONAME",
              "{}",
              "Libraries that are replaced by ones without function.")
          .with(
              required(Key.ANY, MAPPING, "A library.")
                  .with(
                      required("version", TEXT, "The version of the library's symbols."),
                      required("functions", "mapping by function", "What each function returns.")
                          .values("a whole number of at most 9 digits, or `null-pointer`")));

  private static final Key ROOTFS =
      required("rootfs", MAPPING, "Step 2: user land.")
          .with(
              packages("packages", "Packages, and the files to take from them."),
              required(
                  "libraries", PACKAGES, "Packages to search for libraries that programs need."),
              STUBS,
              byDefault(
                      "strip",
                      TEXT,
                      "false",
                      "Whether programs and libraries lose their section headers.")
                  .oneOf("true", "false"),
              byDefault(
                  "gunzip",
                  LIST,
                  "[]",
                  "Folders whose files `NAME.gz` become `NAME`, unpacked, for the image compresses"
                      + " them better."),
              optional("certificates", MAPPING, "How the bundle of CA certificates is made.")
                  .with(
                      required("from", "path", "The folder of the image with the certificates."),
                      required("to", "path", "The bundle.")),
              optional("applets", MAPPING, "Links to a program that does the work of many.")
                  .with(
                      required("program", "path", "The program."),
                      required("list", FILE, "A file with the paths of the links.")),
              required(
                  "overlay",
                  FOLDERS,
                  "Files for the image; later folders replace files of earlier ones."),
              required("links", "mapping of paths", "Symbolic links and their targets."),
              required(
                      "attributes",
                      "mapping by path",
                      "Mode and owner; a path that ends in `/` is a folder to create.")
                  .values("mode, user and group: `0640 root shadow`"));

  private static final Key SOURCE =
      optional("source", MAPPING, "How programs are compiled. Needed with `engine: source`.")
          .with(
              required("compiler", PACKAGE, "The package that depends on the newest Go compiler."),
              required("packages", FILES, "Lists of packages with Go sources."),
              required("archives", "list of tar archives", "Tar archives of source packages.")
                  .with(
                      required("package", PACKAGE, "The source package."),
                      required(
                          "part",
                          TEXT,
                          "What follows the version in the file's name: `orig`, `orig-cli`."),
                      byDefault("from", "folder of the archive", "\"\"", "What of it is taken."),
                      required(
                          "to",
                          "import path",
                          "Where it is put; what the packages have there already stays.")),
              required(
                  "modules",
                  "list of import paths",
                  "Folders that get a `go.mod` if they have none."),
              required("sources", FOLDERS, "Go sources of the distribution's own."),
              required("patches", FOLDERS, "Patches: `*.patch`, sorted by name."),
              required(
                  "mains",
                  "list of import paths",
                  "Programs whose `main` becomes a function `Main`, for other programs to call."),
              required("tags", LIST, "Build tags."),
              required(
                  "variables",
                  "mapping by variable",
                  "Values of variables; `{NAME}` in one is the version of the package of that"
                      + " name."),
              required(
                  "programs",
                  "mapping of paths",
                  "Programs in the image, and the import path that each is compiled from."));

  private static final Key DOCKER =
      required("docker", MAPPING, "Docker.")
          .with(
              required(
                      "suites",
                      "list of lists of suites",
                      "Where Docker may come from; the first group that works is taken.")
                  .values("names under `suites`"),
              packages("packages", "Docker's packages, and the files to take from them."),
              required("links", "mapping of paths", "Symbolic links and their targets."),
              byDefault(
                      "engine",
                      TEXT,
                      "packages",
                      "Whether Docker's programs are Debian's, or compiled as `source` says.")
                  .oneOf("packages", "source"),
              SOURCE,
              required("version", PACKAGE, "The package whose version is the image's."));

  private static final Key LOADERS =
      required("loaders", "mapping by architecture", "Packages of the boot loaders.")
          .with(
              required(Key.ANY, MAPPING, "An architecture: `amd64` or `arm64`.")
                  .with(
                      packages("bios", "The boot loader for BIOS; `[]` if there is none."),
                      packages("uefi", "The boot loader for UEFI; `[]` if there is none."),
                      withPackages(
                          byDefault(
                              "uki",
                              PACKAGES,
                              "[]",
                              "The stub that boots with UEFI instead with `--secure-boot-key`;"
                                  + " `exclude` does not count."))));

  private static final Key ISO =
      required("iso", MAPPING, "Step 3: Docker, the initramfs and the medium.")
          .with(
              DOCKER,
              required("compression", TEXT, "How the initramfs is compressed.")
                  .oneOf(IsoSpec.Compression.class),
              required("filters", TEXT, "Whether Go programs are rearranged to compress better.")
                  .oneOf(IsoSpec.Filters.class),
              byDefault(
                  "squash",
                  LIST,
                  "[]",
                  "Directories whose files stay compressed in the machine's memory until they are"
                      + " used."),
              byDefault(
                  "on-demand",
                  LIST,
                  "[]",
                  "Directories whose files stay compressed until a setting needs them."),
              byDefault("images", IMAGES, "[]", "Container images that Docker has when it starts.")
                  .values("`HOST/NAME:TAG`, a path that begins with `./` or `/`, or `NAME=PATH`"),
              optional("run", FILE, "A Compose file, whose services are started at boot."),
              optional(
                  "registry",
                  "host",
                  "Where images are whose names have no host, if `--registry` has none."),
              required("cmdline", TEXT, "Kernel parameters."),
              required(
                  "media", FOLDERS, "Files for the boot loaders; `{cmdline}` in them is replaced."),
              byDefault(
                      "copyright",
                      TEXT,
                      "true",
                      "Whether the medium has the packages' copyright files, as"
                          + " `boot/copyright.tar.xz`.")
                  .oneOf("true", "false"),
              LOADERS);

  private static final Key SUITE_MAPPING =
      required("suites", "mapping by suite", "The suites that packages may come from.")
          .with(
              required(Key.ANY, MAPPING, "A suite or code name, or any name if `suite` is there.")
                  .with(
                      optional(
                              "repository",
                              TEXT,
                              "The repository that has the suite; without it Debian's archive.")
                          .values("a name under `repositories`"),
                      optional("suite", TEXT, "What the archive itself calls the suite."),
                      byDefault(
                              "grace",
                              TEXT,
                              "0 days",
                              "How long an expired suite is still accepted.")
                          .values("a number of days up to 9999: `42 days`"),
                      byDefault("components", LIST, "[main]", "The parts of the suite to use.")));

  private static final Key REPOSITORIES =
      byDefault("repositories", "mapping by name", "{}", "Apt repositories that are not Debian's.")
          .with(
              required(Key.ANY, MAPPING, "A repository.")
                  .with(
                      optional(
                          "url",
                          "URL",
                          "Where it is, if neither `--repository` nor the environment says so."),
                      optional(
                          "key",
                          FILE,
                          "The keys that may sign it, if `--repository-key` has none.")));

  /** The description, without profiles. */
  static final Section TOP =
      new Section(
          List.of(
              required("name", TEXT, "The name of the image."),
              optional(
                  "mirror",
                  "URL",
                  "A Debian mirror, if neither `--mirror` nor the environment gives one."),
              REPOSITORIES,
              SUITE_MAPPING,
              required("stable", SUITES, "The suites of kernel, user land and boot loaders.")
                  .values("names under `suites`"),
              byDefault("exclude", PATTERNS, "[]", "Paths that are taken from no package."),
              BASE,
              ROOTFS,
              ISO));

  /** What a profile has besides the keys of the description. */
  static final Key EXTENDS =
      optional("extends", "profile", "The profile that this one is laid over.");

  /** The profiles, which are laid over the description before it is read. */
  static final Key PROFILES =
      optional(
          "profiles",
          "mapping by profile",
          "Descriptions, one of which `--profile` lays over the rest.");
}
