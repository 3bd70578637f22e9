package org.boot2docker.boottest.medium;

/** What a byte of a medium is for. */
enum Part {
  KERNEL,
  INITRAMFS,

  /** Programs that run before Linux, and what they read. Nothing looks at them before they run. */
  LOADER,

  /** Directories, catalogs, partition tables, and what nothing reads. */
  REST
}
