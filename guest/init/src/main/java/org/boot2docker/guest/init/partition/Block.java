package org.boot2docker.guest.init.partition;

/** A disk's bytes. What was written is on the disk for sure only after {@link #flush}. */
public interface Block {
  /** Its size in bytes. */
  long size();

  /** The unit that the disk writes wholly or not at all, in bytes: 512 or 4096. */
  int sectorSize();

  /**
   * Reads from an offset in bytes.
   *
   * @throws BlockException if not all of it can be read
   */
  byte[] read(long offset, int length);

  /**
   * Writes at an offset in bytes; until the next flush, sectors reach the disk in any order.
   *
   * @throws BlockException if not all of it can be written
   */
  void write(long offset, byte[] bytes);

  /**
   * Waits until everything written is on the disk.
   *
   * @throws BlockException if the disk reports an error
   */
  void flush();
}
