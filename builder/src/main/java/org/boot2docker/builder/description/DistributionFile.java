package org.boot2docker.builder.description;

import java.nio.charset.StandardCharsets;

/**
 * A file of the distribution that a compilation takes: a patch, a source, a configuration fragment.
 *
 * @param name for people and error messages
 * @param text its bytes as ISO 8859-1: patches hold what the sources hold, whatever its encoding
 */
public record DistributionFile(String name, String text) {

  /** The file's own bytes. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
