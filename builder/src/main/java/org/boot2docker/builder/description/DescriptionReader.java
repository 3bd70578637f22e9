package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.Architecture;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.description.RootfsSpec.Applets;
import org.boot2docker.builder.description.RootfsSpec.AttributeSpec;
import org.boot2docker.builder.description.RootfsSpec.Certificates;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;

/**
 * Reads a distribution directory: the description file and the lists that it names, for a profile.
 */
public final class DescriptionReader {

  /** The description's name in its directory. */
  public static final String FILE = "boot2docker.yaml";

  /** Instead of a package: the kernel is compiled. */
  private static final String SOURCE = "source";

  private static final Pattern DAYS = Pattern.compile("(\\d{1,4}) days?");
  private static final Pattern ATTRIBUTES = Pattern.compile("([0-7]{3,4}) ([\\w-]+) ([\\w-]+)");

  private final DescriptionFiles files;
  private final Architecture architecture;

  private DescriptionReader(DescriptionFiles files, Architecture architecture) {
    this.files = files;
    this.architecture = architecture;
  }

  /**
   * Reads the description for one architecture, whose names replace the placeholders.
   *
   * @param directory the distribution directory
   * @param additions the user's own files, laid over the distribution's and each other in this
   *     order
   * @param profile the profile that is laid over all of them
   * @throws BuildException when it is not a valid description; the message names file, line and key
   * @throws IOException when a file can't be read
   */
  public static Description read(
      Path directory, List<Path> additions, String profile, Architecture architecture)
      throws IOException {
    DescriptionFiles files = new DescriptionFiles(directory, additions, profile);
    return read(files, files.merged(), profile, architecture);
  }

  /** Reads a document whose paths start where these files are. */
  static Description read(
      DescriptionFiles files, YamlValue merged, String profile, Architecture architecture)
      throws IOException {
    return new DescriptionReader(files, architecture).description(merged, profile);
  }

  private Description description(YamlValue merged, String profile) throws IOException {
    YamlValue.Fields top =
        merged.fields("name", "mirror", "suites", "stable", "exclude", "base", "rootfs", "iso");
    Map<String, SuiteSpec> suites = suites(top.get("suites"));
    YamlValue stable = top.get("stable");
    Optional<YamlValue> mirror = top.find("mirror");
    return new Description(
        top.get("name").text(),
        mirror.isEmpty() ? Optional.empty() : Optional.of(mirror.get().text()),
        suites,
        known(stable, suites),
        patterns(top.find("exclude")),
        base(top.get("base")),
        rootfs(top.get("rootfs")),
        docker(top.get("iso"), suites),
        iso(top.get("iso")),
        profile);
  }

  private static Map<String, SuiteSpec> suites(YamlValue value) throws BuildException {
    Map<String, SuiteSpec> suites = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      YamlValue.Fields fields = entry.getValue().fields("grace", "components");
      Optional<YamlValue> grace = fields.find("grace");
      Optional<YamlValue> components = fields.find("components");
      suites.put(
          entry.getKey(),
          new SuiteSpec(
              entry.getKey(),
              grace.isEmpty() ? Duration.ZERO : days(grace.get()),
              components.isEmpty() ? SuiteSpec.MAIN : components.get().texts()));
    }
    return suites;
  }

  private static Duration days(YamlValue value) throws BuildException {
    Matcher days = DAYS.matcher(value.text());
    if (!days.matches()) {
      throw value.error("must be a number of days, as in '42 days'");
    }
    return Duration.ofDays(Integer.parseInt(days.group(1)));
  }

  private static List<String> known(YamlValue value, Map<String, SuiteSpec> suites)
      throws BuildException {
    for (YamlValue name : value.list()) {
      if (!suites.containsKey(name.text())) {
        throw name.error("names the suite " + name.text() + ", which is not under suites");
      }
    }
    return value.texts();
  }

  private BaseSpec base(YamlValue value) throws IOException {
    YamlValue.Fields fields = value.fields("kernel", "modules", "source", "patches", "fragments");
    String kernel = fill(fields.get("kernel").text());
    if (!kernel.equals(SOURCE)) {
      return new BaseSpec.Packaged(kernel, lists(fields.get("modules")));
    }
    List<KernelFile> patches = new ArrayList<>();
    for (Path directory : paths(fields.get("patches"))) {
      patches.addAll(KernelFiles.patches(directory));
    }
    List<KernelFile> fragments = new ArrayList<>();
    for (YamlValue fragment : fields.get("fragments").list()) {
      fragments.add(KernelFiles.read(files.resolve(fragment), fragment.text()));
    }
    return new BaseSpec.Source(fill(fields.get("source").text()), patches, fragments);
  }

  private RootfsSpec rootfs(YamlValue value) throws IOException {
    YamlValue.Fields fields =
        value.fields(
            "packages",
            "libraries",
            "stubs",
            "strip",
            "certificates",
            "applets",
            "overlay",
            "links",
            "attributes");
    Optional<YamlValue> stubs = fields.find("stubs");
    Optional<YamlValue> certificates = fields.find("certificates");
    Optional<YamlValue> applets = fields.find("applets");
    return new RootfsSpec(
        packages(fields.get("packages")),
        fields.get("libraries").texts(),
        stubs.isEmpty() ? new TreeMap<>() : StubReader.read(stubs.get()),
        isTrue(fields.find("strip")),
        certificates.isEmpty() ? Optional.empty() : Optional.of(certificates(certificates.get())),
        applets.isEmpty() ? Optional.empty() : Optional.of(applets(applets.get())),
        overlay(fields.get("overlay")),
        links(fields.get("links")),
        attributes(fields.get("attributes")));
  }

  /** The files in directories, those of later ones over those of earlier ones. */
  private FileTree overlay(YamlValue value) throws IOException {
    FileTree tree = new FileTree();
    for (Path directory : paths(value)) {
      tree.putAll(Overlay.read(directory));
    }
    return tree;
  }

  private SortedMap<String, String> links(YamlValue value) throws BuildException {
    SortedMap<String, String> links = new TreeMap<>();
    value.textMap().forEach((path, target) -> links.put(fill(path), fill(target)));
    return links;
  }

  private static Certificates certificates(YamlValue value) throws BuildException {
    YamlValue.Fields fields = value.fields("from", "to");
    return new Certificates(fields.get("from").text(), fields.get("to").text());
  }

  private Applets applets(YamlValue value) throws IOException {
    YamlValue.Fields fields = value.fields("program", "list");
    return new Applets(fields.get("program").text(), list(fields.get("list")));
  }

  private static SortedMap<String, AttributeSpec> attributes(YamlValue value)
      throws BuildException {
    SortedMap<String, AttributeSpec> attributes = new TreeMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      Matcher matcher = ATTRIBUTES.matcher(entry.getValue().text());
      if (!matcher.matches()) {
        throw entry.getValue().error("must be mode, user and group, as in '0640 root shadow'");
      }
      attributes.put(
          entry.getKey(),
          new AttributeSpec(
              Integer.parseInt(matcher.group(1), 8), matcher.group(2), matcher.group(3)));
    }
    return attributes;
  }

  private static YamlValue.Fields isoFields(YamlValue value) throws BuildException {
    return value.fields("docker", "compression", "filters", "cmdline", "media", "loaders");
  }

  private IsoSpec iso(YamlValue value) throws IOException {
    YamlValue.Fields fields = isoFields(value);
    YamlValue loaders = fields.get("loaders");
    Map<String, YamlValue> all = loaders.map();
    YamlValue own = all.get(architecture.debianName());
    if (own == null) {
      throw loaders.error("has none for " + architecture.debianName());
    }
    YamlValue.Fields loader = own.fields("bios", "uefi");
    return new IsoSpec(
        constant(fields.get("compression"), IsoSpec.Compression.class),
        constant(fields.get("filters"), IsoSpec.Filters.class),
        fields.get("cmdline").text(),
        overlay(fields.get("media")),
        packages(loader.get("bios")),
        packages(loader.get("uefi")));
  }

  private DockerSpec docker(YamlValue iso, Map<String, SuiteSpec> suites) throws BuildException {
    YamlValue.Fields fields =
        isoFields(iso).get("docker").fields("suites", "packages", "links", "version");
    List<List<String>> groups = new ArrayList<>();
    for (YamlValue group : fields.get("suites").list()) {
      groups.add(known(group, suites));
    }
    return new DockerSpec(
        List.copyOf(groups),
        new DockerSpec.Contents(
            packages(fields.get("packages")),
            links(fields.get("links")),
            fields.get("version").text()));
  }

  private List<PackageSpec> packages(YamlValue value) throws BuildException {
    Map<List<String>, PackageSpec> packages = new LinkedHashMap<>();
    for (YamlValue element : value.list()) {
      YamlValue.Fields fields = element.fields("name", "dependencies", "files");
      PackageSpec spec =
          new PackageSpec(
              List.of(fill(fields.get("name").text()).split(" *\\| *")),
              followsDependencies(fields.find("dependencies")),
              patterns(fields.find("files")));
      packages.merge(spec.names(), spec, PackageSpec::and);
    }
    return List.copyOf(packages.values());
  }

  private static boolean isTrue(Optional<YamlValue> value) throws BuildException {
    if (value.isEmpty()) {
      return false;
    }
    return switch (value.get().text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw value.get().error("must be true or false");
    };
  }

  private static boolean followsDependencies(Optional<YamlValue> value) throws BuildException {
    if (value.isEmpty()) {
      return true;
    }
    return switch (value.get().text()) {
      case "all" -> true;
      case "none" -> false;
      default -> throw value.get().error("must be all or none");
    };
  }

  private static <E extends Enum<E>> E constant(YamlValue value, Class<E> type)
      throws BuildException {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(value.text())) {
        return constant;
      }
      names.add(name);
    }
    throw value.error("must be one of " + String.join(", ", names));
  }

  private PathPatterns patterns(Optional<YamlValue> value) throws BuildException {
    return value.isEmpty()
        ? PathPatterns.NONE
        : new PathPatterns(value.get().texts().stream().map(this::fill).toList());
  }

  private List<Path> paths(YamlValue value) throws BuildException {
    List<Path> paths = new ArrayList<>();
    for (YamlValue element : value.list()) {
      paths.add(files.resolve(element));
    }
    return List.copyOf(paths);
  }

  private List<String> lists(YamlValue value) throws IOException {
    List<String> all = new ArrayList<>();
    for (YamlValue element : value.list()) {
      all.addAll(list(element));
    }
    return all.stream().distinct().toList();
  }

  /** The lines of the file that a value names. */
  private List<String> list(YamlValue value) throws IOException {
    try {
      return Files.readString(files.resolve(value))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(this::fill)
          .toList();
    } catch (NoSuchFileException e) {
      throw value.error("names the file " + value.text() + ", which is missing");
    }
  }

  private String fill(String text) {
    return text.replace("{arch}", architecture.debianName())
        .replace("{multiarch}", architecture.multiarch());
  }
}
