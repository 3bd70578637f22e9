package org.boot2docker.guest.init.format;

/** What formatting needs besides the disk's own bytes; each throws when it can't be done. */
interface Workshop {
  /** A new unique identifier. */
  String uniqueId();

  /** Makes the partitions known to the kernel, though no table is on the disk yet. */
  void announce(Layout layout);

  /** Makes swap space with the contract's label. */
  void makeSwap();

  /** Makes the file system with the contract's label, mounts it and saves the request there. */
  void makeFileSystem(byte[] request);

  /** Puts the file system away, all of it on the disk. */
  void finish();
}
