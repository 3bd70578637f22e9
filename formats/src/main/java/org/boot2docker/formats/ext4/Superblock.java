package org.boot2docker.formats.ext4;

import org.boot2docker.formats.bytes.LittleEndian;

/** The superblock (Linux' Documentation/filesystems/ext4/super.rst), by its offsets there. */
final class Superblock {
  static final int BYTES = 1024;

  private static final int SUM = 0x3fc;

  /** has_journal, ext_attr, dir_index. */
  private static final int COMPATIBLE = 0x4 | 0x8 | 0x20;

  /** filetype, extents, flex_bg. */
  private static final int INCOMPATIBLE = 0x2 | 0x40 | 0x200;

  /** sparse_super, large_file, huge_file, dir_nlink, extra_isize, metadata_csum. */
  private static final int READ_ONLY = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x400;

  private final byte[] bytes = new byte[BYTES];

  private Superblock() {}

  /** That of a group, whose number its backup has. */
  static byte[] of(Ext4Volume volume, Layout layout, Inode journal, int group) {
    Superblock block = new Superblock();
    block.writeCounts(layout);
    block.writeState(volume, group);
    block.writeFeatures(volume);
    block.writeJournal(journal);
    block.put(SUM, 4, Checksum.of(block.bytes, SUM).value());
    return block.bytes;
  }

  private void writeCounts(Layout layout) {
    put(0x0, 4, (long) layout.groups * Layout.GROUP_INODES);
    put(0x4, 4, layout.blocks);
    put(0xc, 4, layout.free());
    put(0x10, 4, (long) layout.groups * Layout.GROUP_INODES - Inode.FIRST_FREE + 1);
    put(0x18, 4, 2); // Blocks and clusters of 1024 << 2 bytes.
    put(0x1c, 4, 2);
    put(0x20, 4, Layout.GROUP_BLOCKS);
    put(0x24, 4, Layout.GROUP_BLOCKS);
    put(0x28, 4, Layout.GROUP_INODES);
  }

  private void writeState(Ext4Volume volume, int group) {
    put(0x30, 4, volume.seconds());
    put(0x36, 2, 0xffff); // No check by the number of mounts.
    put(0x38, 2, 0xef53);
    put(0x3a, 2, 1); // Clean.
    put(0x3c, 2, 1); // Go on after errors, unless a mount option says more.
    put(0x40, 4, volume.seconds());
    put(0x4c, 4, 1); // Inodes have their own size.
    put(0x54, 4, Inode.FIRST_USABLE);
    put(0x58, 2, Layout.INODE);
    put(0x5a, 2, group);
    put(0x108, 4, volume.seconds());
  }

  private void writeFeatures(Ext4Volume volume) {
    put(0x5c, 4, COMPATIBLE);
    put(0x60, 4, INCOMPATIBLE);
    put(0x64, 4, READ_ONLY);
    copy(0x68, volume.uuid());
    copy(0x78, volume.labelBytes());
    System.arraycopy(volume.id(), 16, bytes, 0xec, 16);
    put(0xfc, 1, 1); // Directories are hashed by half MD4.
    put(0x100, 4, 0xc); // user_xattr, acl.
    put(0x15c, 2, Inode.EXTRA);
    put(0x15e, 2, Inode.EXTRA);
    put(0x160, 4, 1); // Characters are signed in these hashes, as on x86.
    put(0x174, 1, 4); // 16 groups in a flexible one.
    put(0x175, 1, 1); // CRC-32C.
  }

  /** Where the journal is lies here, too, for a disk whose inode of it is lost. */
  private void writeJournal(Inode journal) {
    put(0xe0, 4, Inode.JOURNAL);
    put(0xfd, 1, 1);
    copy(0x10c, journal.blockMap());
    put(0x10c + 16 * 4, 4, journal.size());
  }

  private void put(int at, int count, long value) {
    LittleEndian.put(bytes, at, count, value);
  }

  private void copy(int at, byte[] from) {
    System.arraycopy(from, 0, bytes, at, from.length);
  }
}
