package org.boot2docker.builder.description;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Docker has and starts when the image boots.
 *
 * @param images container images that lie in the image
 * @param compose the file of an application that is started at boot
 * @param registry host of the registry that has images whose names have none
 */
public record ContainersSpec(
    List<ImageSource> images, Optional<Path> compose, Optional<String> registry) {

  /** Nothing. */
  public static final ContainersSpec NONE =
      new ContainersSpec(List.of(), Optional.empty(), Optional.empty());

  /** This with more, of which what can be there only once replaces what is there. */
  public ContainersSpec and(ContainersSpec more) {
    return new ContainersSpec(
        Stream.concat(images.stream(), more.images.stream()).distinct().toList(),
        more.compose.or(() -> compose),
        more.registry.or(() -> registry));
  }
}
