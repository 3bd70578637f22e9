package org.boot2docker.debian.download;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash of the archive that we rely on. */
public final class Sha256 {
  private Sha256() {}

  /** A fresh digest. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
