package org.boot2docker.image.files;

import java.util.List;

/**
 * A regular file of an image.
 *
 * @param in {@code iso} for the medium, {@code initramfs} for the RAM file system
 * @param path without a leading slash
 * @param bytes its size, in the running system
 * @param sha256 its sum, in the running system: there Docker's programs are no longer filtered
 * @param sha1 its SHA-1, which SPDX asks for
 * @param packages the packages that it is from; none for what boot2docker itself brings
 */
public record ImageFile(
    String in, String path, long bytes, String sha256, String sha1, List<String> packages) {
  /** Where files of the medium are. */
  public static final String ISO = "iso";

  /** Where files of the running system are. */
  public static final String INITRAMFS = "initramfs";
}
