package org.boot2docker.build.description;

/**
 * A way to write the image.
 *
 * @param name what {@code build --profile} calls it
 * @param compression how the initramfs is compressed
 */
public record Profile(String name, Compression compression) {

  /** The two that the kernel's own decoder and this project support. */
  public enum Compression {
    /** Fast to boot. */
    ZSTD,
    /** Small, and about eight times as long to unpack. */
    XZ
  }
}
