package org.boot2docker.build.description;

/**
 * A way to write the image.
 *
 * @param name what {@code build --profile} calls it
 * @param compression how the initramfs is compressed
 */
public record Profile(String name, Compression compression) {

  /** What the kernel's own decoder takes. */
  public enum Compression {
    /** Fast to boot. */
    ZSTD,
    /** Fast to build: for trying out changes of the image. */
    ZSTD_FAST,
    /** Small, and about eight times as long to unpack. */
    XZ
  }
}
