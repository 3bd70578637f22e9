package org.boot2docker.formats.ext4;

import java.util.Arrays;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * A file whose blocks lie in a row (Linux' Documentation/filesystems/ext4/inodes.rst).
 *
 * @param number from 1 on
 * @param mode type and permissions
 * @param links names that it has
 * @param first block
 * @param blocks how many, at most 32768
 */
record Inode(int number, int mode, int links, int first, int blocks) {
  static final int ROOT = 2;
  static final int JOURNAL = 8;
  static final int LOST = 11;

  /** The first that is not reserved: lost+found has it. */
  static final int FIRST_USABLE = LOST;

  /** The first that nobody has. */
  static final int FIRST_FREE = LOST + 1;

  /** Bytes behind the first 128 that are in use. */
  static final int EXTRA = 32;

  private static final int MAP_BYTES = 60;
  private static final int EXTENTS_FLAG = 0x80000;
  private static final int SECTORS = Layout.BLOCK / 512;

  /** Its size in bytes: it fills its blocks. */
  long size() {
    return (long) blocks * Layout.BLOCK;
  }

  /** A tree of extents with one leaf, within the inode. */
  byte[] blockMap() {
    byte[] map = new byte[MAP_BYTES];
    LittleEndian.put(map, 0, 2, 0xf30a);
    LittleEndian.put(map, 2, 2, 1);
    LittleEndian.put(map, 4, 2, 4);
    LittleEndian.put(map, 16, 2, blocks);
    LittleEndian.put(map, 20, 4, first);
    return map;
  }

  byte[] bytes(Ext4Volume volume) {
    byte[] inode = new byte[Layout.INODE];
    long time = volume.seconds();
    LittleEndian.put(inode, 0x0, 2, mode);
    LittleEndian.put(inode, 0x4, 4, size());
    for (int at : new int[] {0x8, 0xc, 0x10, 0x90}) {
      LittleEndian.put(inode, at, 4, time);
    }
    LittleEndian.put(inode, 0x1a, 2, links);
    LittleEndian.put(inode, 0x1c, 4, (long) blocks * SECTORS);
    LittleEndian.put(inode, 0x20, 4, EXTENTS_FLAG);
    System.arraycopy(blockMap(), 0, inode, 0x28, MAP_BYTES);
    LittleEndian.put(inode, 0x80, 2, EXTRA);
    long sum = sum(volume, inode, inode.length);
    LittleEndian.put(inode, 0x7c, 2, sum);
    LittleEndian.put(inode, 0x82, 2, sum >> 16);
    return inode;
  }

  /** Of what belongs to this inode; its generation is 0. */
  long sum(Ext4Volume volume, byte[] bytes, int length) {
    byte[] uuid = volume.uuid();
    return Checksum.of(uuid, uuid.length).number(number).number(0).bytes(bytes, length).value();
  }

  /** What a directory holds, in its only or first block; its others are empty. */
  byte[] directory(Ext4Volume volume, byte[] entries) {
    byte[] all = new byte[blocks * Layout.BLOCK];
    for (int block = 0; block < blocks; block++) {
      byte[] one = block == 0 ? Arrays.copyOf(entries, Layout.BLOCK) : DirectoryBlock.empty();
      DirectoryBlock.seal(one, this, volume);
      System.arraycopy(one, 0, all, block * Layout.BLOCK, one.length);
    }
    return all;
  }
}
