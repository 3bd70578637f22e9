package org.boot2docker.debian.trust;

import java.io.IOException;

/** Signed text that can't be trusted: damaged, tampered with, or signed by somebody else. */
public final class SignatureException extends IOException {
  private static final long serialVersionUID = 1L;

  SignatureException(String message) {
    super(message);
  }

  SignatureException(String message, Throwable cause) {
    super(message, cause);
  }
}
