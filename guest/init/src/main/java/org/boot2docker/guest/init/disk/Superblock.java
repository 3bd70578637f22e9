package org.boot2docker.guest.init.disk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * The superblock of an ext2, ext3 or ext4 file system; fields as in the kernel's
 * Documentation/filesystems/ext4/super.rst.
 *
 * @param label the volume label, empty when there is none
 * @param ext4 whether a feature is on that only ext4 has
 * @param bytes how large it is
 * @param free how many bytes of it are not in use
 * @param journal whether it has a journal
 * @param defaults its default mount options, a bit or two each
 */
record Superblock(
    String label, boolean ext4, long bytes, long free, boolean journal, int defaults) {
  /** How many bytes of the device {@link #parse} needs, from its beginning. */
  static final int BYTES = 2048;

  private static final int START = 1024;
  private static final int BLOCKS = START + 0x4;
  private static final int FREE = START + 0xc;
  private static final int BLOCK_SIZE = START + 0x18;
  private static final int BLOCKS_HIGH = START + 0x150;
  private static final int FREE_HIGH = START + 0x158;
  private static final long MOST_SHIFT = 6;
  private static final int MAGIC = START + 0x38;
  private static final int COMPATIBLE = START + 0x5c;
  private static final int HAS_JOURNAL = 0x4;
  private static final int DEFAULTS = START + 0x100;
  private static final int JOURNAL_MODE = 0x60;
  private static final int WRITEBACK = 0x60;
  private static final int NO_BARRIER = 0x100;
  private static final int INCOMPATIBLE = START + 0x60;
  private static final int LABEL = START + 0x78;
  private static final int LABEL_BYTES = 16;
  private static final int JOURNAL_DEVICE = 0x8;
  private static final int EXTENTS = 0x40;
  private static final int WIDE = 0x80;
  private static final int FLEXIBLE_GROUPS = 0x200;

  /** Reads the beginning of a device; nothing when it holds no such file system. */
  static Optional<Superblock> parse(byte[] start, int length) {
    if (length < BYTES || (start[MAGIC] & 0xff) != 0x53 || (start[MAGIC + 1] & 0xff) != 0xef) {
      return Optional.empty();
    }
    int features = (start[INCOMPATIBLE] & 0xff) | (start[INCOMPATIBLE + 1] & 0xff) << 8;
    if ((features & JOURNAL_DEVICE) != 0) {
      return Optional.empty();
    }
    boolean ext4 = (features & (EXTENTS | WIDE | FLEXIBLE_GROUPS)) != 0;
    int shift = 10 + (int) Math.min(LittleEndian.get(start, BLOCK_SIZE, 4), MOST_SHIFT);
    boolean wide = (features & WIDE) != 0;
    long bytes = count(start, BLOCKS, BLOCKS_HIGH, wide) << shift;
    long free = count(start, FREE, FREE_HIGH, wide) << shift;
    return Optional.of(
        new Superblock(
            label(start),
            ext4,
            bytes,
            free,
            (start[COMPATIBLE] & HAS_JOURNAL) != 0,
            (int) LittleEndian.get(start, DEFAULTS, 4)));
  }

  /**
   * The mount options by which data is on the disk before what refers to it, each with a comma
   * before it.
   *
   * <p>{@code nodelalloc}: the blocks of a file are allocated when it is written, so that a commit
   * of the journal takes its data along; it is also what lets the journal hold data of single
   * files. The others undo what makes a power cut dangerous among the file system's own default
   * options, which {@code tune2fs -o} sets.
   */
  String saferOptions() {
    String order = journal && (defaults & JOURNAL_MODE) == WRITEBACK ? ",data=ordered" : "";
    String barrier = (defaults & NO_BARRIER) == 0 ? "" : ",barrier";
    return ",nodelalloc" + order + barrier;
  }

  private static long count(byte[] start, int low, int high, boolean wide) {
    long upper = wide ? LittleEndian.get(start, high, 4) << 32 : 0;
    return upper | LittleEndian.get(start, low, 4);
  }

  private static String label(byte[] start) {
    int end = LABEL;
    while (end < LABEL + LABEL_BYTES && start[end] != 0) {
      end++;
    }
    return new String(start, LABEL, end - LABEL, StandardCharsets.UTF_8);
  }
}
