package org.boot2docker.formats.iso;

import org.boot2docker.formats.tree.Content;

/**
 * How a PC with BIOS boots the image.
 *
 * @param path of isolinux.bin in the tree; it gets its boot information table here
 * @param mbrCode isohdpfx.bin of syslinux, 432 bytes: finds isolinux.bin when the image is a disk
 */
public record BiosBoot(String path, Content mbrCode) {}
