package org.boot2docker.guest.init.format;

import java.util.Optional;
import org.boot2docker.guest.init.partition.Extent;

/**
 * Where the partitions of a formatted disk lie, in bytes; all borders are at whole MiB.
 *
 * <p>Swap comes first on the disk although it is partition 2, so that the data partition ends where
 * the disk ends and can grow with it.
 *
 * @param swap partition 2, left out on small disks
 * @param data partition 1
 */
record Layout(Optional<Extent> swap, Extent data) {
  static final int DATA_NUMBER = 1;
  static final int SWAP_NUMBER = 2;

  private static final long MIB = 1 << 20;
  private static final long SWAP_BYTES = 1000 * MIB;

  /** A disk below this has better use for 1000 MiB than swap. */
  private static final long SWAP_FROM_BYTES = 4000 * MIB;

  /**
   * For a disk of at least {@link FormatMagic#LEAST_BYTES}.
   *
   * @param diskBytes the disk's size
   * @param usableEnd the first byte that a partition can't have
   */
  static Layout of(long diskBytes, long usableEnd) {
    boolean swap = diskBytes >= SWAP_FROM_BYTES;
    long start = swap ? MIB + SWAP_BYTES : MIB;
    Extent data = new Extent(start, usableEnd / MIB * MIB - start);
    return new Layout(swap ? Optional.of(new Extent(MIB, SWAP_BYTES)) : Optional.empty(), data);
  }
}
