package org.boot2docker.builder.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.ProgramPath;

/** The programs and headers that compile a kernel, as Debian's packages bring them. */
public final class Toolchain {
  private static final Map<String, String> HEADERS =
      Map.of("stdio.h", "libc6-dev", "libelf.h", "libelf-dev", "openssl/opensslv.h", "libssl-dev");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Architecture architecture;
  private final Duration limit;

  /** The tools in the PATH of an environment that compile for an architecture. */
  public Toolchain(Map<String, String> environment, Architecture architecture) {
    this(environment, architecture, LIMIT);
  }

  /** Tools that get so long for an answer. */
  Toolchain(Map<String, String> environment, Architecture architecture, Duration limit) {
    this.environment = Map.copyOf(environment);
    this.architecture = architecture;
    this.limit = limit;
  }

  /**
   * Programs, and the packages that have them. The compiler makes programs for this machine, too.
   */
  private Map<String, String> programs() {
    Map<String, String> programs = new LinkedHashMap<>();
    programs.put("make", "make");
    programs.put("gcc", "gcc");
    String cross = KernelTarget.crossCompile(architecture);
    String suffix = cross.isEmpty() ? "" : "-" + architecture.multiarch().replace('_', '-');
    programs.put(cross + "gcc", "gcc" + suffix);
    programs.put(cross + "ld", "binutils" + suffix);
    programs.put(cross + "strip", "binutils" + suffix);
    programs.put("flex", "flex");
    programs.put("bison", "bison");
    programs.put("bc", "bc");
    programs.put("perl", "perl");
    programs.put("xz", "xz-utils");
    return programs;
  }

  /**
   * Checks that everything is there, before an hour's work is begun.
   *
   * @throws BuildException naming the packages to install
   */
  public void require() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    programs()
        .forEach(
            (program, packageName) -> {
              if (!isInPath(program)) {
                missing.add(packageName);
              }
            });
    for (Map.Entry<String, String> header : HEADERS.entrySet()) {
      // Without a compiler nobody can tell where headers are.
      if (!isInPath("gcc") || !hasHeader(header.getKey())) {
        missing.add(header.getValue());
      }
    }
    if (!missing.isEmpty()) {
      throw new BuildException(
          "a kernel from source needs programs that are missing ("
              + String.join(" ", missing)
              + "): on Debian, run: sudo apt-get install "
              + String.join(" ", missing));
    }
  }

  /**
   * What decides a kernel's bytes besides its source.
   *
   * @param compiler compiler and linker with their versions
   * @param compressor what compresses the kernel, with its version
   */
  public record Versions(String compiler, String compressor) {}

  /** The versions of what decides a kernel's bytes. */
  public Versions versions() throws IOException {
    String cross = KernelTarget.crossCompile(architecture);
    return new Versions(
        firstLine(cross + "gcc", "--version") + "; " + firstLine(cross + "ld", "--version"),
        firstLine("xz", "--version"));
  }

  private boolean isInPath(String program) {
    return ProgramPath.find(program, environment).isPresent();
  }

  private boolean hasHeader(String header) throws IOException {
    return run("gcc", "-E", "-include", header, "-x", "c", "/dev/null").exit() == 0;
  }

  private String firstLine(String... command) throws IOException {
    Output output = run(command);
    if (output.exit() != 0) {
      throw new BuildException(String.join(" ", command) + " fails: " + output.text().strip());
    }
    return output.text().lines().findFirst().orElse("");
  }

  private record Output(int exit, String text) {}

  /** ProcessBuilder itself would look in this process's PATH, not in the one it is given. */
  private Output run(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, ProgramPath.find(command[0], environment).map(Path::toString).orElse(command[0]));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C");
    // To a file: who reads a pipe to its end can't stop waiting.
    Path output = Files.createTempFile("toolchain", ".txt");
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BuildException(
            String.join(" ", words) + " does not end: repair it, or put another one into PATH");
      }
      return new Output(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
