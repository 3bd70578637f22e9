package org.boot2docker.builder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.LoggedProgram;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.Timings;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Compiles Docker's programs. The result is the same byte for byte wherever the same compiler runs:
 * it takes nothing of the machine's environment, and no path gets into it.
 */
public final class EngineBuild {
  private static final Pattern REFERENCE = Pattern.compile("\\{([^}]*)}");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9.+~:/_-]*");
  private static final String EPOCH = "^[0-9]+:";

  private final EngineSpec spec;
  private final Architecture architecture;
  private final Surroundings surroundings;

  /** A build of what a description asks for. */
  public EngineBuild(EngineSpec spec, Architecture architecture, Surroundings surroundings) {
    this.spec = spec;
    this.architecture = architecture;
    this.surroundings = surroundings;
  }

  /**
   * What a build needs from outside.
   *
   * @param store the packages
   * @param log is overwritten
   * @param compiled folder in which the compiler keeps what it has compiled, for the next time
   * @param jobs how many compilers run at once, at least 1
   * @param progress receives the number of compiled packages
   * @param timings notes the phases
   * @param cancellation ends it early
   */
  public record Surroundings(
      PackageStore store,
      Path log,
      Path compiled,
      int jobs,
      PackageCount progress,
      Timings timings,
      Cancellation cancellation) {}

  /** Receives the number of compiled packages: a count for a bar, no line. */
  public interface PackageCount {
    /** So many packages are compiled of about so many. */
    void compiled(long packages, long about);
  }

  /**
   * Builds.
   *
   * @param packages compiler, packages with sources, and tar archives
   * @param directory for the work, some 2 GB; the caller deletes it
   * @return the programs at their places in the image; names of the same program are one file
   */
  public FileTree run(List<LockedPackage> packages, Path directory) throws IOException {
    Path work = directory.toAbsolutePath().normalize();
    Path spool = Files.createDirectories(work.resolve("spool"));
    Path goPath = work.resolve("go");
    Path scratch = Files.createDirectories(work.resolve("scratch"));
    Files.createDirectories(
        Objects.requireNonNull(surroundings.log().toAbsolutePath().getParent()));
    Files.writeString(surroundings.log(), "");
    Path goRoot =
        measure(
            "unpack",
            () ->
                GoToolchain.unpack(
                    surroundings.store(), packages, work.resolve("toolchain"), spool));
    measure("sources", () -> layOut(packages, goPath, spool));
    Map<String, String> environment =
        GoBuild.environment(
            goRoot,
            goPath,
            Files.createDirectories(surroundings.compiled().toAbsolutePath()),
            scratch,
            architecture.debianName());
    GoBuild build =
        new GoBuild(
            goRoot,
            new LoggedProgram(
                goPath, environment, surroundings.log(), surroundings.cancellation()));
    Path output = work.resolve("programs");
    measure("compile", () -> compile(build, packages, output));
    return programs(output);
  }

  private Path layOut(List<LockedPackage> packages, Path goPath, Path spool) throws IOException {
    new EngineSources(spec, surroundings.store(), goPath, surroundings.cancellation())
        .layOut(packages, spool);
    return goPath;
  }

  private Path compile(GoBuild build, List<LockedPackage> packages, Path output)
      throws IOException {
    List<String> programs = spec.programs().values().stream().distinct().toList();
    long about = build.packages(spec.tags(), programs);
    long[] done = {0};
    build.build(
        spec.tags(),
        variables(packages),
        programs,
        surroundings.jobs(),
        output,
        line -> surroundings.progress().compiled(++done[0], Math.max(about, done[0])));
    return output;
  }

  private Map<String, String> variables(List<LockedPackage> packages) throws BuildException {
    Map<String, String> variables = new TreeMap<>();
    for (Map.Entry<String, String> variable : spec.variables().entrySet()) {
      String value = filled(variable.getValue(), packages);
      if (!VALUE.matcher(value).matches() || !VALUE.matcher(variable.getKey()).matches()) {
        throw spec.place()
            .error(
                "is beside the variable "
                    + variable.getKey()
                    + " with the value '"
                    + value
                    + "': leave out blanks and quotes");
      }
      variables.put(variable.getKey(), value);
    }
    return variables;
  }

  private String filled(String value, List<LockedPackage> packages) throws BuildException {
    Matcher reference = REFERENCE.matcher(value);
    StringBuilder filled = new StringBuilder();
    while (reference.find()) {
      String name = reference.group(1);
      String version =
          packages.stream()
              .filter(each -> each.name().equals(name))
              .map(each -> each.version().replaceFirst(EPOCH, ""))
              .findFirst()
              .orElseThrow(
                  () ->
                      spec.place()
                          .error(
                              "is beside a variable with {"
                                  + name
                                  + "}, which is none of the engine's packages: correct it"));
      reference.appendReplacement(filled, Matcher.quoteReplacement(version));
    }
    return reference.appendTail(filled).toString();
  }

  private FileTree programs(Path output) {
    FileTree tree = new FileTree();
    Map<String, RegularFile> files = new TreeMap<>();
    for (Map.Entry<String, String> program : spec.programs().entrySet()) {
      String main = program.getValue();
      RegularFile file =
          files.computeIfAbsent(
              main,
              path ->
                  new RegularFile(
                      Attributes.EXECUTABLE,
                      Content.of(output.resolve(path.substring(path.lastIndexOf('/') + 1)))));
      tree.put(program.getKey(), file);
    }
    return tree;
  }

  private <T> T measure(String phase, Timings.Work<T> work) throws IOException {
    return surroundings.timings().measure("engine: " + phase, work);
  }
}
