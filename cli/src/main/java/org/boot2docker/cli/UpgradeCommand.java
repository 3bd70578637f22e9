package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.Upgrade;
import org.boot2docker.machine.boot.ImageFile;
import org.boot2docker.machine.state.MachineConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code boot2docker upgrade}. */
@Command(
    name = "upgrade",
    description =
        "Give a machine a new image and keep its data: the image is built, or named with --iso. If"
            + " Docker does not come up with it, the machine goes back to the image that it had.")
final class UpgradeCommand implements Callable<Integer> {
  /** They describe an image to build. */
  private static final List<String> DESCRIBING =
      List.of(
          "--profile",
          "--arch",
          "--with",
          "--distro",
          DescriptionOptions.FOREIGN,
          BuildOptions.SECURE_BOOT_KEY,
          BuildOptions.SECURE_BOOT_CERTIFICATE);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

  private final Terminal terminal;

  @Option(
      names = "--iso",
      paramLabel = "FILE",
      description =
          "The new image. Without it, one is built with the newest packages, and unless --profile or"
              + " --arch is given, with the profile and for the architecture of the old one.")
  @Nullable Path iso;

  @Option(names = "--build", description = "Build the new image. This is the default.")
  boolean build;

  @Option(
      names = "--back",
      description = "Go back to the image that the machine had before its last upgrade.")
  boolean back;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "Seconds that the guest may take to start, before the machine goes back (default:"
              + " ${DEFAULT-VALUE}).")
  int timeout;

  @Spec CommandSpec spec;
  @Mixin BuildOptions options;
  @Mixin MachineArgument machine;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  UpgradeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    requirePossible();
    Machine upgraded = machine.existing();
    Progress progress = style.progress(terminal);
    Upgrade upgrade = new Upgrade(upgraded, System.getenv(), progress);
    Optional<Path> image =
        upgrade.run(
            (before, folder) -> image(upgraded, upgrade, before, folder),
            Duration.ofSeconds(timeout),
            STOP_LIMIT);
    if (style.json) {
      String now = MachineConfig.read(upgraded.directory()).image();
      terminal.print(Json.text(new Report(image.isPresent() ? "upgraded" : "unchanged", now)));
    } else if (!style.quiet) {
      terminal.print(
          image.isPresent()
              ? "machine %s runs with %s; 'boot2docker upgrade --back %s' goes back"
                  .formatted(machine.name(), image.get(), machine.name())
              : "machine %s has this image already".formatted(machine.name()));
    }
    return 0;
  }

  /** What {@code --json} prints. */
  private record Report(String state, String image) {}

  private void requirePossible() {
    if (timeout < 1) {
      throw usage("--timeout " + timeout + " is no time: give 1 or more");
    }
    if ((iso == null ? 0 : 1) + (build ? 1 : 0) + (back ? 1 : 0) > 1) {
      throw usage("--iso, --build and --back exclude each other: give one of them");
    }
    for (String option : DESCRIBING) {
      if (isGiven(option) && (iso != null || back)) {
        throw usage(option + " is for building an image: leave it out, or --iso and --back");
      }
    }
  }

  private ParameterException usage(String line) {
    return new ParameterException(spec.commandLine(), line);
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private Path image(Machine upgraded, Upgrade upgrade, Path before, Path folder)
      throws IOException {
    if (back) {
      return upgrade.former();
    }
    if (iso != null) {
      Images.require(iso);
      ReleasedImages.check(iso, System.getenv(), style.progress(terminal));
      return iso;
    }
    Path image = folder.resolve("boot2docker.iso");
    String profile = isGiven("--profile") ? options.profile() : profile(before);
    Architecture architecture = isGiven("--arch") ? options.architecture() : present(upgraded);
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      ImageBuilder.build(options.request(profile, architecture, image, Optional.empty()), printer);
    }
    return image;
  }

  /** That of the image before; another system's has none. */
  private String profile(Path before) throws IOException {
    return ImageFile.of(before).manifest().map(Manifest::profile).orElse(options.profile());
  }

  private Architecture present(Machine upgraded) throws IOException {
    return Architecture.ofDebianName(MachineConfig.read(upgraded.directory()).architecture())
        .orElse(options.architecture());
  }
}
