package org.boot2docker.builder;

import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.elf.ElfInfo;

/**
 * What an architecture is called in the files of an image.
 *
 * @param multiarch Debian's multiarch tuple, the name of the library directory: {@code
 *     x86_64-linux-gnu}
 * @param elfMachine its number in an ELF header (e_machine)
 * @param efiBootFile the file in EFI/BOOT that firmware starts from removable media (UEFI
 *     specification, 3.5.1.1)
 * @param efiGrubFile the file beside it that shim starts
 */
public record TargetNames(
    String multiarch, int elfMachine, String efiBootFile, String efiGrubFile) {

  /** The names of an architecture. */
  public static TargetNames of(Architecture architecture) {
    return switch (architecture) {
      case AMD64 ->
          new TargetNames("x86_64-linux-gnu", ElfInfo.X86_64, "BOOTX64.EFI", "grubx64.efi");
      case ARM64 ->
          new TargetNames("aarch64-linux-gnu", ElfInfo.AARCH64, "BOOTAA64.EFI", "grubaa64.efi");
    };
  }
}
