package org.boot2docker.builder.release;

import java.io.IOException;

/** Lets the fuzzer in to the readers of releases. */
public final class ReleaseDoor {
  private ReleaseDoor() {}

  /** Reads a file of sums. */
  public static void sums(String text) throws IOException {
    Sums.parse(text, Sums.SHA256);
  }

  /** Reads a public key of minisign or signify. */
  public static void minisign(String text) throws IOException {
    MinisignKey.parse(text, "key.pub");
  }
}
