package org.boot2docker.image.size;

import java.util.List;

/**
 * What an image consists of.
 *
 * @param image the file
 * @param bytes its size
 * @param sections of the medium; they sum up to its size
 * @param packages in the initramfs, largest first; they sum up to the initramfs
 * @param files in the initramfs, largest first; they sum up to the initramfs
 */
public record SizeReport(
    String image, long bytes, List<Part> sections, List<Part> packages, List<FilePart> files) {

  /**
   * A part.
   *
   * @param name what it is called
   * @param bytes what it takes of the image
   * @param raw its size uncompressed
   */
  public record Part(String name, long bytes, long raw) {}

  /**
   * A file of the initramfs.
   *
   * @param path its path; the archive's own end is a part without a file
   * @param owner the package it is from, or what else made it
   * @param bytes what it takes of the image, with its header in the archive
   * @param raw its size uncompressed
   */
  public record FilePart(String path, String owner, long bytes, long raw) {}
}
