package org.boot2docker.debian.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

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

  static CacheException unwritable(Path cache, IOException cause) {
    return new CacheException(
        "can't write to the cache "
            + cache
            + " ("
            + reason(cause)
            + "): make it writable or choose another cache directory",
        cause);
  }

  /** A FileSystemException's message is often only the path: its class says what was wrong. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (cause instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a directory";
    }
    return String.valueOf(cause.getMessage());
  }
}
