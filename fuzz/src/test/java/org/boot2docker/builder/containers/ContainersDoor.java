package org.boot2docker.builder.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.Architecture;

/** Lets the fuzzer in to the readers of container images. */
public final class ContainersDoor {
  private ContainersDoor() {}

  /** Reads an image's manifest; all its parts are one file. */
  public static void manifest(byte[] input, Path part) throws IOException {
    SourceImage.ofManifest("fuzz", input, descriptor -> part, Architecture.AMD64);
  }

  /** Reads an index of images for several architectures. */
  public static void index(byte[] input) throws IOException {
    SourceImage.platform(input, "fuzz", Architecture.AMD64);
  }

  /** Reads an archive of docker save. */
  public static void archive(Path file, Path folder) throws IOException {
    SavedImages.read(file, folder, Optional.empty(), Architecture.AMD64);
  }

  /** Reads what a registry wants for a login. */
  public static void challenge(String header) {
    Challenge.of(List.of(header), "scope");
  }
}
