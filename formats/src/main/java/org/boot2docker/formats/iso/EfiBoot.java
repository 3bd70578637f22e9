package org.boot2docker.formats.iso;

import java.util.Map;

/**
 * How UEFI boots the image.
 *
 * @param path in the tree of the FAT image with EFI/BOOT; it becomes El Torito's UEFI entry and the
 *     EFI system partition of the disk
 * @param shared files of the tree whose bytes lie in the FAT image already, and where: they are not
 *     stored again; offsets are multiples of 2048
 */
public record EfiBoot(String path, Map<String, Long> shared) {

  /** A FAT image that shares nothing with the tree. */
  public EfiBoot(String path) {
    this(path, Map.of());
  }
}
