package org.boot2docker.builder.description;

import java.nio.charset.StandardCharsets;

/**
 * A patch or a configuration fragment of the kernel.
 *
 * @param name for people and error messages
 * @param text its bytes as ISO 8859-1: patches hold what the kernel's sources hold, whatever its
 *     encoding
 */
public record KernelFile(String name, String text) {

  /** The file's own bytes. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
