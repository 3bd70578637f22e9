package org.boot2docker.builder.description;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The step iso: Docker and the media.
 *
 * @param docker Docker's packages
 * @param compression how the initramfs is compressed
 * @param filters what is done to programs before they are compressed
 * @param cmdline the kernel's command line
 * @param media directories with the files that the boot loaders read; {@code {cmdline}} in them is
 *     replaced
 * @param bios packages of the boot loader for BIOS, none when the architecture has no BIOS
 * @param uefi packages of the boot loader for UEFI
 */
public record IsoSpec(
    DockerSpec docker,
    Compression compression,
    Filters filters,
    String cmdline,
    List<Path> media,
    List<PackageSpec> bios,
    List<PackageSpec> uefi) {

  /** What the kernel's own decoder takes. */
  public enum Compression {
    /** Fast to boot. */
    ZSTD,
    /** Fast to build: for trying out changes of the image. */
    ZSTD_FAST,
    /** Small, and about eight times as long to unpack. */
    XZ
  }

  /** Rearrangements of programs that compress better. */
  public enum Filters {
    /** As the packages have them. */
    NONE,
    /** Go's programs, which the guest makes whole while it boots. */
    GO
  }

  /**
   * Docker's packages.
   *
   * @param suites groups of suites in order: the first group that verifies and whose programs find
   *     their libraries is taken
   * @param packages packages and the files taken from them
   * @param links symbolic links, path to target
   * @param versionPackage the package whose version is the image's
   */
  public record DockerSpec(
      List<List<String>> suites,
      List<PackageSpec> packages,
      Map<String, String> links,
      String versionPackage) {}
}
