/**
 * FAT12 and FAT16 with long names: the file system of the EFI system partition.
 *
 * <p>Specification: Microsoft's FAT32 File System Specification 1.03 (fatgen103), which covers all
 * three kinds. FAT32 is not written: firmware takes the small kinds from removable media.
 */
package org.boot2docker.formats.fat;
