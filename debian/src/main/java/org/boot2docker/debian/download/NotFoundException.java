package org.boot2docker.debian.download;

import java.io.IOException;

/** No location has it: the server answered 404 or 410, or the file does not exist. */
public final class NotFoundException extends IOException {
  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }
}
