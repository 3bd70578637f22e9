package org.boot2docker.image;

/** An image is one of ours, but can't be booted as it is. */
public final class DamagedImageException extends ImageException {
  private static final long serialVersionUID = 1;

  /** With what is damaged, and what to do. */
  DamagedImageException(String message) {
    super(message);
  }
}
