package org.boot2docker.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A processor architecture of guests, and what everybody calls it. What only one module knows, such
 * as QEMU's machines, is where that is needed, in a {@code switch} over these constants: the
 * compiler names all those places when there is one more (docs/architectures.md).
 */
public enum Architecture {
  /** 64-bit x86 PCs. */
  AMD64("x86_64", 62, "x64", "ttyS0"),
  /** 64-bit ARM. */
  ARM64("aarch64", 183, "aa64", "ttyAMA0");

  private final String kernelName;
  private final int elfMachine;
  private final String efiName;
  private final String serialConsole;

  Architecture(String kernelName, int elfMachine, String efiName, String serialConsole) {
    this.kernelName = kernelName;
    this.elfMachine = elfMachine;
    this.efiName = efiName;
    this.serialConsole = serialConsole;
  }

  /** Debian's name, as in package indexes, and Docker's: {@code amd64}. */
  public String debianName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What {@code uname -m} and QEMU call it: {@code x86_64}. */
  public String kernelName() {
    return kernelName;
  }

  /** Debian's multiarch tuple, the name of the library directory: {@code x86_64-linux-gnu}. */
  public String multiarch() {
    return kernelName + "-linux-gnu";
  }

  /** Its number in an ELF header (e_machine). */
  public int elfMachine() {
    return elfMachine;
  }

  /** What UEFI calls it in the names of boot files, in small letters: {@code x64}. */
  public String efiName() {
    return efiName;
  }

  /** The file in EFI/BOOT that firmware starts from removable media (UEFI, 3.5.1.1). */
  public String efiBootFile() {
    return "BOOT" + efiName.toUpperCase(Locale.ROOT) + ".EFI";
  }

  /** The device of the first serial port: {@code ttyS0}. */
  public String serialConsole() {
    return serialConsole;
  }

  /** Whether it is started by BIOS, too. */
  public boolean hasBios() {
    return this == AMD64;
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

  /** All names, for messages: {@code amd64 or arm64}. */
  public static String choices() {
    List<Architecture> all = Arrays.asList(values());
    return all.stream().map(Architecture::debianName).collect(Collectors.joining(" or "));
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
