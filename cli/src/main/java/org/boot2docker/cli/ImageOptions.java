package org.boot2docker.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
}
