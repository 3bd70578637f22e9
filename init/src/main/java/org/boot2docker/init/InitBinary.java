package org.boot2docker.init;

import java.io.IOException;
import java.io.InputStream;

/** The native PID 1 that the build compiled into this jar, one per architecture. */
public final class InitBinary {
  private InitBinary() {}

  /**
   * Opens the static ELF executable for a Debian architecture name such as {@code amd64}.
   *
   * @throws IOException if this jar was built without a binary for that architecture
   */
  public static InputStream open(String debianArch) throws IOException {
    InputStream in = InitBinary.class.getResourceAsStream(debianArch + "/init");
    if (in == null) {
      throw new IOException(
          "no PID 1 for architecture "
              + debianArch
              + " in this jar; build module init with -Dinit.arch="
              + debianArch
              + " and its C compiler in -Dinit.cc");
    }
    return in;
  }
}
