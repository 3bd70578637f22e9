package org.boot2docker.builder.step;

import java.util.Locale;

/** The steps, in the order of a build. */
public enum StepName {
  /** The kernel and its modules. */
  BASE,
  /**
   * In the place of BASE the kernel from source; its results are kept apart, so that four of
   * Debian's kernels don't push out one that took most of an hour.
   */
  KERNEL,
  /** User land and init. */
  ROOTFS,
  /** Docker's programs compiled from source, kept apart as the kernel's results are. */
  ENGINE,
  /** Docker's programs: the first half of the third step, kept apart to choose a suite by them. */
  DOCKER,
  /** Container images for Docker. */
  CONTAINERS,
  /** The initramfs and the media. */
  ISO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
