package org.boot2docker.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.description.ImageSource;
import org.boot2docker.builder.step.BuildException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What Docker has and starts when the image boots. */
final class ContainerOptions {

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "A container image that Docker has when it starts: HOST/NAME:TAG of a registry, a file"
              + " of docker save, or an OCI image layout, with NAME:TAG= before it if it has no"
              + " name; can be given several times.")
  List<String> images = List.of();

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "A Compose file, whose services are started at boot.")
  @Nullable Path compose;

  @Option(
      names = "--registry",
      paramLabel = "HOST",
      description =
          "The registry of images whose names have no host (default: that of the description, then"
              + " $$BOOT2DOCKER_REGISTRY).")
  @Nullable String registry;

  ContainersSpec spec() throws BuildException {
    if (registry != null && !ContainersSpec.isRegistry(registry)) {
      throw new BuildException("'" + registry + "' of --registry " + ContainersSpec.NO_REGISTRY);
    }
    return new ContainersSpec(
        images.stream().map(text -> ImageSource.of(text, Path.of(""), true)).toList(),
        Optional.ofNullable(compose),
        Optional.ofNullable(registry));
  }
}
