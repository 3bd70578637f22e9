package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.builder.release.KeptSums;
import org.boot2docker.image.Manifest;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Which image a machine boots, and where the rest of its settings come from. */
final class ImageOptions {

  @Option(
      names = "--iso",
      paramLabel = "FILE",
      description = "The image to boot (default: ~/.boot2docker/boot2docker.iso).")
  @Nullable Path iso;

  @Option(names = "--build", description = "Build the image even if there is one.")
  boolean build;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "Take the settings of a file like the one that 'config path' names. Options come before"
              + " it.")
  @Nullable Path template;

  @Mixin BuildOptions options = new BuildOptions();

  /**
   * Choices with these of the image, and for the rest the template.
   *
   * @param given the command's own options
   */
  Settings settings(Settings choices, ParseResult given) throws IOException {
    Settings settings = choices;
    if (iso != null || build) {
      settings = settings.with(Setting.ISO, ChoiceOptions.absolute(iso == null ? usual() : iso));
    }
    if (given.hasMatchedOption("--arch")) {
      settings = settings.with(Setting.ARCH, options.architecture().debianName());
    }
    return template == null ? settings : settings.over(KeptSettings.of(template));
  }

  /** Whether a start with these settings builds its image: one that was named must be there. */
  boolean builds(Settings settings) {
    return build || !settings.has(Setting.ISO) && !Files.exists(usual());
  }

  /** The image that a start with these settings boots, whether it is there or not. */
  Path image(Settings settings) {
    return settings.one(Setting.ISO).map(Path::of).orElseGet(this::usual);
  }

  /** The image of the chosen architecture. */
  Path usual() {
    return Directories.image(System.getenv(), options.architecture());
  }

  /** Builds the image. */
  void build(Path image, Terminal terminal, OutputOptions style) throws IOException {
    Files.createDirectories(image.toAbsolutePath().getParent());
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      ImageBuilder.build(options.request(image, Optional.empty()), printer);
    }
    // Not before: a build that fails leaves the image as it is.
    KeptSums.forget(image);
  }

  /**
   * What describes an image to build must not be dropped in silence when there is one.
   *
   * @param given the command's own options
   */
  void requireBuiltSo(Path image, ParseResult given) throws IOException {
    for (String option :
        List.of(
            "--with",
            "--distro",
            DescriptionOptions.FOREIGN,
            BuildOptions.SECURE_BOOT_KEY,
            BuildOptions.SECURE_BOOT_CERTIFICATE)) {
      if (given.hasMatchedOption(option)) {
        throw new MachineException(
            option + " is for building an image, and there is " + image + ": add --build");
      }
    }
    if (given.hasMatchedOption("--profile")) {
      String profile = Manifest.ofImage(image).profile();
      if (!profile.equals(options.profile())) {
        throw new MachineException(
            "image %s is of the profile %s, not %s: leave out --profile, or add --build"
                .formatted(image, profile, options.profile()));
      }
    }
  }
}
