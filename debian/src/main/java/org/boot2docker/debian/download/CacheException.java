package org.boot2docker.debian.download;

import java.io.IOException;

/** The cache can't be used: no space, no permission, or another run has it. */
public final class CacheException extends IOException {
  private static final long serialVersionUID = 1L;

  CacheException(String message, Throwable cause) {
    super(message, cause);
  }

  CacheException(String message) {
    super(message);
  }
}
