package org.boot2docker.contract;

/** How the guest recognises its disks. */
public final class DiskNames {
  /** Label of the ext4 file system that keeps the machine's data. */
  public static final String DATA_LABEL = "boot2docker-data";

  /** Label of the swap partition. */
  public static final String SWAP_LABEL = "boot2dockerswap";

  /** The first bytes (ASCII) of a disk that asks to be formatted. No other disk is formatted. */
  public static final String FORMAT_MAGIC = "boot2docker, please format-me";

  private DiskNames() {}
}
