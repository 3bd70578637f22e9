package org.boot2docker.debian.resolve;

import java.io.IOException;

/** No set of packages has what is wanted: an unknown package, or an unmet dependency. */
public final class ResolutionException extends IOException {
  private static final long serialVersionUID = 1L;

  ResolutionException(String message) {
    super(message);
  }
}
