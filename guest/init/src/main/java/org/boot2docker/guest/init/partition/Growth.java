package org.boot2docker.guest.init.partition;

/** A way to move the end of a disk's last partition to the end of the disk. */
public interface Growth {
  /** What partitions begin and end at. */
  long MIB = 1 << 20;

  /**
   * Changes the table, if there is room.
   *
   * @param number the partition's, which must be the last on the disk
   * @return where the partition lies now
   * @throws BlockException if the table is not one that can be changed safely
   */
  Extent grow(int number);

  /** For the kind of table that a disk has. */
  static Growth of(Block disk) {
    return MbrGrowth.isProtective(disk) ? new GptGrowth(disk) : new MbrGrowth(disk);
  }
}
