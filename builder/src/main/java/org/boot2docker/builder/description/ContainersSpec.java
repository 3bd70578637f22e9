package org.boot2docker.builder.description;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** What is wrong with a text that is none. */
  public static final String NO_REGISTRY =
      "is no registry: give its host without https:// and path, as in registry.example.org:5000";

  /** A name or an address, and a port. */
  private static final Pattern REGISTRY =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+])(:\\d{1,5})?");

  /** Nothing. */
  public static final ContainersSpec NONE =
      new ContainersSpec(List.of(), Optional.empty(), Optional.empty());

  /** Whether a text names a registry as images' names do: by its host, and its port if need be. */
  public static boolean isRegistry(String text) {
    return REGISTRY.matcher(text).matches();
  }

  /** This with more, of which what can be there only once replaces what is there. */
  public ContainersSpec and(ContainersSpec more) {
    return new ContainersSpec(
        Stream.concat(images.stream(), more.images.stream()).distinct().toList(),
        more.compose.or(() -> compose),
        more.registry.or(() -> registry));
  }
}
