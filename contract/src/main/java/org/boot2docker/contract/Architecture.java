package org.boot2docker.contract;

import java.util.Locale;
import java.util.Optional;

/**
 * A processor architecture of guests, named as Debian names it. What else it is called, in an image
 * or by QEMU, is known where that is needed.
 */
public enum Architecture {
  /** 64-bit x86 PCs. */
  AMD64,
  /** 64-bit ARM. */
  ARM64;

  /** Debian's name, as in package indexes: {@code amd64}. */
  public String debianName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The architecture with this Debian name. */
  public static Optional<Architecture> ofDebianName(String name) {
    for (Architecture architecture : values()) {
      if (architecture.debianName().equals(name)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  /** The architecture of the machine that runs this program; amd64 when it is none of ours. */
  public static Architecture host() {
    return ofJava(System.getProperty("os.arch", ""));
  }

  /** The one that Java's property {@code os.arch} names; amd64 when it is none of ours. */
  static Architecture ofJava(String osArch) {
    String name = osArch.toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? ARM64 : AMD64;
  }
}
