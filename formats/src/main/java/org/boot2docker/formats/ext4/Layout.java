package org.boot2docker.formats.ext4;

import java.util.BitSet;

/**
 * Which block holds what. All bitmaps and inode tables lie together at the beginning (flex_bg), so
 * that an image of the disk stays small; only the backups of the superblock lie where they must.
 */
final class Layout {
  static final int BLOCK = 4096;

  /** Blocks and inodes of a group: as many as its bitmap of one block has bits, and a quarter. */
  static final int GROUP_BLOCKS = 8 * BLOCK;

  static final int GROUP_INODES = 8192;
  static final int INODE = 256;
  static final int DESCRIPTOR = 32;
  static final int TABLE_BLOCKS = GROUP_INODES * INODE / BLOCK;

  /** The directory lost+found has room for files when the disk is full. */
  static final int LOST_BLOCKS = 4;

  /** A last group with less is left out: it would hold little more than its backups. */
  private static final int LEAST_GROUP = 1024;

  private static final int MOST_JOURNAL = 16384;

  final int blocks;
  final int groups;
  final int descriptorBlocks;
  final int[] blockBitmaps;
  final int[] inodeBitmaps;
  final int[] inodeTables;
  final int root;
  final int lost;
  final int journal;
  final int journalBlocks;
  private final BitSet used;

  Layout(long bytes) {
    int all = (int) (bytes / BLOCK);
    int rest = all % GROUP_BLOCKS;
    blocks = all > GROUP_BLOCKS && rest < LEAST_GROUP ? all - rest : all;
    groups = (blocks + GROUP_BLOCKS - 1) / GROUP_BLOCKS;
    descriptorBlocks = (groups * DESCRIPTOR + BLOCK - 1) / BLOCK;
    used = new BitSet(blocks);
    for (int group = 0; group < groups; group++) {
      if (hasSuperblock(group)) {
        used.set(first(group), first(group) + 1 + descriptorBlocks);
      }
    }
    root = take(1);
    lost = take(LOST_BLOCKS);
    blockBitmaps = takeForEachGroup(1);
    inodeBitmaps = takeForEachGroup(1);
    inodeTables = takeForEachGroup(TABLE_BLOCKS);
    journalBlocks = journalBlocks(blocks);
    journal = take(journalBlocks);
  }

  /** As mke2fs chooses (e2fsprogs' ext2fs_default_journal_size), up to 64 MiB. */
  private static int journalBlocks(int blocks) {
    if (blocks < 32768) {
      return 1024;
    }
    if (blocks < 256 * 1024) {
      return 4096;
    }
    return blocks < 512 * 1024 ? 8192 : MOST_JOURNAL;
  }

  static int first(int group) {
    return group * GROUP_BLOCKS;
  }

  int end(int group) {
    return Math.min(blocks, first(group) + GROUP_BLOCKS);
  }

  /** Groups 0 and 1, and powers of 3, 5 and 7 (sparse_super). */
  static boolean hasSuperblock(int group) {
    return group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
  }

  private static boolean isPower(int number, int base) {
    int left = number;
    while (left % base == 0) {
      left /= base;
    }
    return left == 1;
  }

  boolean isUsed(int block) {
    return used.get(block);
  }

  int free(int group) {
    return end(group) - first(group) - used.get(first(group), end(group)).cardinality();
  }

  int free() {
    return blocks - used.cardinality();
  }

  private int[] takeForEachGroup(int count) {
    int[] places = new int[groups];
    for (int group = 0; group < groups; group++) {
      places[group] = take(count);
    }
    return places;
  }

  /** The first place with so many free blocks in a row. */
  private int take(int count) {
    int from = used.nextClearBit(0);
    int next = used.nextSetBit(from);
    while (next >= 0 && next - from < count) {
      from = used.nextClearBit(next);
      next = used.nextSetBit(from);
    }
    if (from + count > blocks) {
      throw new IllegalStateException("a file system of " + blocks + " blocks has no room");
    }
    used.set(from, from + count);
    return from;
  }
}
