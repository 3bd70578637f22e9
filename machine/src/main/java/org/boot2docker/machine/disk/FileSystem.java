package org.boot2docker.machine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.DiskNames;

/** What a disk or a partition holds, by its first bytes. */
final class FileSystem {
  private static final int EXT_SUPERBLOCK = 1024;
  private static final int EXT_MAGIC = 0xef53;

  /** Features that only ext4 has: extents, 64 bits, flexible block groups. */
  private static final int EXT4_FEATURES = 0x40 | 0x80 | 0x200;

  /** What init looks for before it looks for any ext4. */
  private static final String LABEL = DiskNames.DATA_LABEL;

  private record Signature(long offset, String text, String name) {}

  private static final List<Signature> KNOWN =
      List.of(
          new Signature(0, "LUKS\u00ba\u00be", "encrypted (LUKS)"),
          new Signature(0, "XFSB", "an XFS file system"),
          new Signature(65536 + 64, "_BHRfS_M", "a btrfs file system"),
          new Signature(512, "LABELONE", "an LVM volume"),
          new Signature(4086, "SWAPSPACE2", "swap space"),
          new Signature(3, "NTFS    ", "an NTFS file system"),
          new Signature(54, "FAT", "a FAT file system"),
          new Signature(82, "FAT32", "a FAT file system"),
          new Signature(32769, "CD001", "an ISO image"),
          new Signature(0, "hsqs", "a squashfs file system"),
          new Signature(0, "KDMV", "a VMDK image"),
          new Signature(0, "# Disk DescriptorFile", "a VMDK image"),
          new Signature(64, "\u007f\u0010\u00da\u00be", "a VDI image"),
          new Signature(0, "vhdxfile", "a VHDX image"),
          new Signature(0, "conectix", "a VHD image"),
          new Signature(0, "\u001f\u008b", "compressed (gzip)"),
          new Signature(0, "\u00fd7zXZ", "compressed (xz)"),
          new Signature(0, "(\u00b5/\u00fd", "compressed (zstd)"));

  private FileSystem() {}

  /** Whether the guest takes this for its data disk: ext4, or its relatives with our label. */
  static boolean isData(DiskBytes disk, long offset) throws IOException {
    ByteBuffer superblock =
        ByteBuffer.wrap(disk.at(offset + EXT_SUPERBLOCK, 1024)).order(ByteOrder.LITTLE_ENDIAN);
    if ((superblock.getShort(0x38) & 0xffff) != EXT_MAGIC) {
      return false;
    }
    return (superblock.getInt(0x60) & EXT4_FEATURES) != 0 || label(superblock).equals(LABEL);
  }

  private static String label(ByteBuffer superblock) {
    byte[] label = new byte[16];
    superblock.get(0x78, label);
    return new String(label, StandardCharsets.UTF_8).replace("\0", "");
  }

  /** The name of something else that is known. */
  static Optional<String> name(DiskBytes disk) throws IOException {
    for (Signature signature : KNOWN) {
      if (disk.has(signature.offset(), signature.text())) {
        return Optional.of(signature.name());
      }
    }
    boolean old = disk.has(EXT_SUPERBLOCK + 0x38, "S\u00ef");
    return old ? Optional.of("an ext2 or ext3 file system") : Optional.empty();
  }
}
