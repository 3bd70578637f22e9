package org.boot2docker.init.tls.x509;

/** Says that bytes are not the DER that is expected. */
final class DerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DerException(String message) {
    super(message);
  }
}
