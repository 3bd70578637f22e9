package org.boot2docker.debian.download;

import java.io.IOException;

/** The cache can't be used: no space, no permission, or another run has it. */
public final class CacheException extends IOException {
  private static final long serialVersionUID = 1L;

  /** One line that says which cache, what is wrong with it and what to do. */
  public CacheException(String message, Throwable cause) {
    super(message, cause);
  }

  CacheException(String message) {
    super(message);
  }
}
