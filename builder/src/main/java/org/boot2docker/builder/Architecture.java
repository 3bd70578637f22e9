package org.boot2docker.builder;

import java.util.Locale;
import java.util.Optional;

/** A machine architecture, with the names that the image's parts have for it. */
public enum Architecture {
  /** 64-bit x86 PCs. */
  AMD64("x86_64-linux-gnu", 62, "BOOTX64.EFI", "grubx64.efi"),
  /** 64-bit ARM. */
  ARM64("aarch64-linux-gnu", 183, "BOOTAA64.EFI", "grubaa64.efi");

  private final String multiarch;
  private final int elfMachine;
  private final String efiBootFile;
  private final String efiGrubFile;

  Architecture(String multiarch, int elfMachine, String efiBootFile, String efiGrubFile) {
    this.multiarch = multiarch;
    this.elfMachine = elfMachine;
    this.efiBootFile = efiBootFile;
    this.efiGrubFile = efiGrubFile;
  }

  /** Debian's name, as in package indexes: {@code amd64}. */
  public String debianName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Debian's multiarch tuple, the name of the library directory: {@code x86_64-linux-gnu}. */
  public String multiarch() {
    return multiarch;
  }

  /** The number of the architecture in an ELF header (e_machine). */
  public int elfMachine() {
    return elfMachine;
  }

  /**
   * The file in EFI/BOOT that firmware starts from removable media (UEFI specification, 3.5.1.1).
   */
  public String efiBootFile() {
    return efiBootFile;
  }

  /** The file beside it that shim starts. */
  public String efiGrubFile() {
    return efiGrubFile;
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
}
