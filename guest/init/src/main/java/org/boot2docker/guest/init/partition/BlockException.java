package org.boot2docker.guest.init.partition;

/** A disk that can't be read or written. */
public final class BlockException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A failure, described in words that say what was done and where. */
  public BlockException(String message) {
    super(message);
  }
}
