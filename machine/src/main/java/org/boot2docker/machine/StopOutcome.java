package org.boot2docker.machine;

/** How a machine came to be stopped. */
public enum StopOutcome {
  /** It didn't run. */
  NOT_RUNNING,
  /** It is saved, and stays so. */
  SAVED,
  /** The guest shut itself down. */
  CLEAN,
  /** The guest did not, and QEMU was ended: as if the plug were pulled. */
  FORCED
}
