package org.boot2docker.guest.binary;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The guest's native programs that the build compiled into this jar, for each architecture. */
public enum InitBinary {
  /** PID 1, and the applets that are the same program. */
  INIT("init"),

  /** What dockerd calls in the place of iptables. */
  IPTABLES("iptables"),

  /** Docker's TLS port, and what makes its certificates. */
  TLS("tls");

  private final String file;

  InitBinary(String file) {
    this.file = file;
  }

  /** The program whose file has this name. */
  public static InitBinary named(String file) {
    return Arrays.stream(values())
        .filter(program -> program.file.equals(file))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the guest has no program " + file));
  }

  /**
   * Opens the static ELF executable for a Debian architecture name such as {@code amd64}.
   *
   * @throws IOException if this jar was built without a binary for that architecture
   */
  public InputStream open(String debianArch) throws IOException {
    InputStream in = InitBinary.class.getResourceAsStream(debianArch + "/" + file);
    if (in == null) {
      throw new IOException(
          "no program "
              + file
              + " for architecture "
              + debianArch
              + " in this jar: install what compiles it (docs/architectures.md), and build the"
              + " tool again");
    }
    return in;
  }
}
