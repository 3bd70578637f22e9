package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.builder.BuildResult;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.release.KeptSums;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker build}. */
@Command(
    name = "build",
    description = "Build the boot image from signed Debian packages.",
    footer = {
      "Examples:",
      "  boot2docker build -o my.iso --profile small",
      "  boot2docker build -o my.iso --with mine/image.yaml",
      "  boot2docker build --locked --lock boot2docker.iso.lock"
    })
final class BuildCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "boot2docker.iso",
      description = "The image (default: ${DEFAULT-VALUE}). The packages are listed in FILE.lock.")
  Path output;

  @Option(names = "--locked", description = "Build exactly the packages of the lock file.")
  boolean locked;

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      defaultValue = "boot2docker.lock",
      description = "The lock file for --locked (default: ${DEFAULT-VALUE}).")
  Path lock;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "Make only this step, and keep it in the cache: base or rootfs.")
  ImageBuilder.@Nullable Part step;

  @Option(names = "--timings", description = "Show how long each phase took.")
  boolean timings;

  @Mixin BuildOptions options;
  @Mixin ContainerOptions containers;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  BuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> from = locked ? Optional.of(lock) : Optional.empty();
    if (step != null) {
      return prepare(step, from);
    }
    BuildResult result;
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      result = ImageBuilder.build(options.request(output, from, containers.spec()), printer);
    }
    LockFile.write(result.lock(), output.resolveSibling(output.getFileName() + ".lock"));
    // Not before: a build that fails leaves the image as it is.
    KeptSums.forget(output);
    if (timings) {
      printTimings(result.timings());
    }
    if (style.json) {
      terminal.print(Json.text(BuildReport.of(result)));
    } else if (!style.quiet) {
      terminal.print(summary(result));
      result.unified().ifPresent(program -> terminal.print(program + "  for UEFI, signed"));
    }
    return 0;
  }

  private int prepare(ImageBuilder.Part part, Optional<Path> from) throws IOException {
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      ImageBuilder.prepare(options.request(output, from, containers.spec()), part, printer);
    }
    return 0;
  }

  private static String summary(BuildResult result) {
    return String.format(
        Locale.ROOT,
        "%s  %.1f MB  Docker %s  sha256 %s",
        result.output(),
        result.size() / 1e6,
        result.manifest().version(),
        result.sha256());
  }

  private void printTimings(Map<String, Duration> phases) {
    phases.forEach(
        (phase, time) ->
            terminal.say(
                String.format(Locale.ROOT, "%-20s %8.2f s", phase, time.toMillis() / 1000.0)));
  }
}
