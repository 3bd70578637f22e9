package org.boot2docker.guest.programs.trust;

/** Lets the fuzzer in to the parser of certificate files. */
public final class TrustDoor {
  private TrustDoor() {}

  /** Reads a file of certificates. */
  public static void certificates(byte[] input) {
    CertificateFile.read(input);
  }
}
