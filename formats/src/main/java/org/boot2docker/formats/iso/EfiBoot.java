package org.boot2docker.formats.iso;

/**
 * How UEFI boots the image.
 *
 * @param path in the tree of the FAT image with EFI/BOOT; it becomes El Torito's UEFI entry and the
 *     EFI system partition of the disk
 */
public record EfiBoot(String path) {}
