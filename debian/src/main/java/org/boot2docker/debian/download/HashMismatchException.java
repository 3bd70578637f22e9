package org.boot2docker.debian.download;

import java.io.IOException;

/** What came is not what was asked for. */
public final class HashMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  HashMismatchException(String message) {
    super(message);
  }
}
