package org.boot2docker.debian.download;

import java.io.IOException;

/** The server answered 403: we may not have it, or it is not there and we may not know that. */
public final class ForbiddenException extends IOException {
  private static final long serialVersionUID = 1L;

  ForbiddenException(String message) {
    super(message);
  }
}
