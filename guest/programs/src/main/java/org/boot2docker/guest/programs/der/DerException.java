package org.boot2docker.guest.programs.der;

/** Says that bytes are not the DER that is expected. */
public final class DerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DerException(String message) {
    super(message);
  }
}
