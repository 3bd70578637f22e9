package org.boot2docker.formats.ext4;

import org.boot2docker.formats.bytes.LittleEndian;

/** The bitmaps of the groups, and their descriptors (ext4/group_descr.rst of Linux). */
final class Groups {
  /** The inodes behind the ones in use were never written, and the table is zeros. */
  private static final int UNUSED = 0x1;

  private static final int ZEROED = 0x4;

  private final Ext4Volume volume;
  private final Layout layout;

  Groups(Ext4Volume volume, Layout layout) {
    this.volume = volume;
    this.layout = layout;
  }

  /** Bits of blocks in use; those beyond the file system's end count as such. */
  byte[] blockBitmap(int group) {
    byte[] bitmap = new byte[Layout.BLOCK];
    for (int i = 0; i < Layout.GROUP_BLOCKS; i++) {
      int block = Layout.first(group) + i;
      if (block >= layout.blocks || layout.isUsed(block)) {
        set(bitmap, i);
      }
    }
    return bitmap;
  }

  /** Bits of inodes in use; those that the group doesn't have count as such. */
  byte[] inodeBitmap(int group) {
    byte[] bitmap = new byte[Layout.BLOCK];
    for (int i = 0; i < usedInodes(group); i++) {
      set(bitmap, i);
    }
    for (int i = Layout.GROUP_INODES; i < 8 * Layout.BLOCK; i++) {
      set(bitmap, i);
    }
    return bitmap;
  }

  /** All descriptors, in whole blocks. */
  byte[] descriptors() {
    byte[] all = new byte[layout.descriptorBlocks * Layout.BLOCK];
    for (int group = 0; group < layout.groups; group++) {
      System.arraycopy(descriptor(group), 0, all, group * Layout.DESCRIPTOR, Layout.DESCRIPTOR);
    }
    return all;
  }

  private byte[] descriptor(int group) {
    byte[] it = new byte[Layout.DESCRIPTOR];
    LittleEndian.put(it, 0, 4, layout.blockBitmaps[group]);
    LittleEndian.put(it, 4, 4, layout.inodeBitmaps[group]);
    LittleEndian.put(it, 8, 4, layout.inodeTables[group]);
    LittleEndian.put(it, 12, 2, layout.free(group));
    int unused = Layout.GROUP_INODES - usedInodes(group);
    LittleEndian.put(it, 14, 2, unused);
    LittleEndian.put(it, 16, 2, group == 0 ? 2 : 0);
    LittleEndian.put(it, 18, 2, group == 0 ? ZEROED : ZEROED | UNUSED);
    LittleEndian.put(it, 24, 2, sum(blockBitmap(group), Layout.GROUP_BLOCKS / 8));
    LittleEndian.put(it, 26, 2, sum(inodeBitmap(group), Layout.GROUP_INODES / 8));
    LittleEndian.put(it, 28, 2, unused);
    byte[] uuid = volume.uuid();
    long own = Checksum.of(uuid, uuid.length).number(group).bytes(it, it.length).value();
    LittleEndian.put(it, 30, 2, own);
    return it;
  }

  private long sum(byte[] bitmap, int length) {
    byte[] uuid = volume.uuid();
    return Checksum.of(uuid, uuid.length).bytes(bitmap, length).value();
  }

  private static int usedInodes(int group) {
    return group == 0 ? Inode.FIRST_FREE - 1 : 0;
  }

  private static void set(byte[] bitmap, int bit) {
    bitmap[bit / 8] |= (byte) (1 << bit % 8);
  }
}
