package org.boot2docker.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which description an image is built from. */
final class DescriptionOptions {
  static final String FOREIGN = "--foreign-arch";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "A profile of the description file (default: ${DEFAULT-VALUE}).")
  String profile;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      converter = ArchitectureConverter.class,
      description = "Architecture of the image: amd64 or arm64 (default: this computer's).")
  Architecture architecture = Architecture.host();

  @Option(
      names = "--distro",
      paramLabel = "DIR",
      description = "The distribution directory, with boot2docker.yaml (default: the tool's own).")
  @Nullable Path distribution;

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "Your own description, merged into the distribution's; can be given several times."
              + " docs/customise.md explains it.")
  List<Path> additions = List.of();

  @Option(
      names = FOREIGN,
      description =
          "Run containers of the other architecture, too, by emulation: docker run --platform"
              + " linux/arm64 on amd64, and the reverse.")
  boolean foreign;

  /** What is merged into the distribution's description, in this order. */
  List<Path> additions() throws BuildException {
    List<Path> all = new ArrayList<>(additions);
    if (foreign) {
      all.add(0, distribution().resolve("foreign").resolve("image.yaml"));
    }
    return List.copyOf(all);
  }

  Path distribution() throws BuildException {
    return Directories.distribution(Optional.ofNullable(distribution));
  }
}
