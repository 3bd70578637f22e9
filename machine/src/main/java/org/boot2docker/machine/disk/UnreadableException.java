package org.boot2docker.machine.disk;

import java.io.IOException;

/** A disk can't be read from here, though QEMU may be able to. */
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;
}
