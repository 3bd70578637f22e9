package org.boot2docker.image;

import java.io.IOException;

/** An image can't be used; the message is one line: what is wrong, and what to do. */
public sealed class ImageException extends IOException permits DamagedImageException {

  /** A reason that needs no cause. */
  public ImageException(String message) {
    super(message);
  }
}
