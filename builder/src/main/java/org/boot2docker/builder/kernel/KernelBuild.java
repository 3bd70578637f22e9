package org.boot2docker.builder.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.LoggedProgram;
import org.boot2docker.builder.compile.Patcher;
import org.boot2docker.builder.compile.SourceTree;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.Timings;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/**
 * Compiles a kernel. The result is the same byte for byte wherever the same compiler runs: time,
 * user and host are given, and all paths in the sources are relative.
 */
public final class KernelBuild {
  private static final String USER = "boot2docker";

  private static final Consumer<String> QUIET = line -> {};

  private final BaseSpec.Source spec;
  private final KernelTarget target;
  private final Surroundings surroundings;

  /** A build of what a description asks for. */
  public KernelBuild(BaseSpec.Source spec, Architecture architecture, Surroundings surroundings) {
    this.spec = spec;
    this.target = KernelTarget.of(architecture);
    this.surroundings = surroundings;
  }

  /**
   * What a build needs from outside.
   *
   * @param environment the environment variables, of which only PATH is used
   * @param log is overwritten
   * @param jobs how many compilers run at once, at least 1
   * @param progress receives the number of compiled files
   * @param timings notes the phases
   * @param cancellation ends it early
   */
  public record Surroundings(
      Map<String, String> environment,
      Path log,
      int jobs,
      FileCount progress,
      Timings timings,
      Cancellation cancellation) {}

  /** Receives the number of compiled files: a count for a bar, no line. */
  public interface FileCount {
    /** So many files are compiled of about so many. */
    void compiled(long files, long about);
  }

  /**
   * Builds.
   *
   * @param source the compressed tar archive
   * @param directory for the work, some 2 GB; the caller deletes it
   * @param time the kernel's time stamp
   * @return {@code boot/vmlinuz}, {@code boot/config}, and stripped modules with modules.builtin
   *     and modules.order in {@code usr/lib/modules}
   */
  public FileTree run(Content source, Path directory, Instant time) throws IOException {
    // make runs in another directory, and links are checked against paths without dots.
    Path work = directory.toAbsolutePath().normalize();
    requireUsable(work);
    Fragments fragments = Fragments.parse(spec.fragments());
    Path root = work.resolve("linux");
    Files.createDirectories(surroundings.log().toAbsolutePath().getParent());
    Files.writeString(surroundings.log(), "");
    measure("unpack", () -> unpack(source, root));
    Make make = make(root, time);
    KernelConfig config = measure("configure", () -> configure(make, root, fragments));
    CompiledFiles compiled = new CompiledFiles(config.enabled(), surroundings.progress());
    measure(
        "compile",
        () -> {
          make.run(compiled::hear, with("-j" + surroundings.jobs(), target.image(), "modules"));
          return compiled;
        });
    return measure("install", () -> install(make, root, work.resolve("installed")));
  }

  /** The kernel's makefiles refuse such directories, with a message that does not help. */
  private static void requireUsable(Path directory) throws BuildException {
    if (directory.toString().matches(".*[\\s:].*")) {
      throw new BuildException(
          "a kernel can't be built in "
              + directory
              + " (its path has a blank or a colon): choose another cache with --cache");
    }
  }

  private Path unpack(Content source, Path root) throws IOException {
    SourcePaths paths = new SourcePaths(target.architecture());
    SourceTree tree = new SourceTree(root, paths, surroundings.cancellation());
    try (InputStream archive = source.open()) {
      tree.unpack(archive);
    }
    Patcher patcher = new Patcher(root);
    for (DistributionFile patch : spec.patches()) {
      patcher.apply(patch);
    }
    return root;
  }

  /** Everything off, then the fragments: what nobody asked for costs nothing. */
  private KernelConfig configure(Make make, Path root, Fragments fragments) throws IOException {
    Path merged = root.resolve("boot2docker.config");
    Files.writeString(merged, fragments.text());
    make.run(QUIET, with("KCONFIG_ALLCONFIG=" + merged.getFileName(), "allnoconfig"));
    make.run(QUIET, with("olddefconfig"));
    KernelConfig config =
        KernelConfig.parse(Files.readString(root.resolve(".config"), StandardCharsets.ISO_8859_1));
    fragments.requireIn(config);
    return config;
  }

  private FileTree install(Make make, Path root, Path installed) throws IOException {
    make.run(
        QUIET,
        with(
            "INSTALL_MOD_PATH=" + installed,
            "INSTALL_MOD_STRIP=--strip-unneeded",
            "DEPMOD=true",
            "modules_install"));
    FileTree tree = new FileTree();
    tree.putFile("boot/vmlinuz", Content.of(root.resolve(target.imagePath())));
    tree.putFile("boot/config", Content.of(root.resolve(".config")));
    tree.putAll(InstalledModules.of(installed));
    return tree;
  }

  private Make make(Path root, Instant time) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", surroundings.environment().getOrDefault("PATH", ""));
    environment.put("LC_ALL", "C");
    environment.put("KBUILD_BUILD_TIMESTAMP", time.toString());
    environment.put("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond()));
    environment.put("KBUILD_BUILD_USER", USER);
    environment.put("KBUILD_BUILD_HOST", USER);
    environment.put("KBUILD_BUILD_VERSION", "1");
    return new Make(
        new LoggedProgram(root, environment, surroundings.log(), surroundings.cancellation()));
  }

  private String[] with(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("ARCH=" + target.architecture(), "CROSS_COMPILE=" + target.crossCompile()));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  private <T> T measure(String phase, Timings.Work<T> work) throws IOException {
    return surroundings.timings().measure("kernel: " + phase, work);
  }
}
