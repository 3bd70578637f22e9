package org.boot2docker.builder.description;

import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.formats.tree.FileTree;

/**
 * The step iso: the initramfs and the media.
 *
 * @param compression how the initramfs is compressed
 * @param filters what is done to programs before they are compressed
 * @param squash directories whose files stay compressed until they are used
 * @param onDemand directories whose files stay compressed until a setting needs them
 * @param cmdline the kernel's command line
 * @param media the files that the boot loaders read; {@code {cmdline}} in them is replaced
 * @param bios packages of the boot loader for BIOS, none when the architecture has no BIOS
 * @param uefi packages of the boot loader for UEFI
 * @param uki packages of the stub of a unified kernel image, which boots with UEFI instead where
 *     there is a key to sign it
 * @param copyright whether the medium has the copyright files of all packages
 */
public record IsoSpec(
    Compression compression,
    Filters filters,
    List<String> squash,
    List<String> onDemand,
    String cmdline,
    FileTree media,
    List<PackageSpec> bios,
    List<PackageSpec> uefi,
    List<PackageSpec> uki,
    boolean copyright) {

  /** Packages of what the medium boots with. */
  public List<PackageSpec> loaders() {
    return Stream.concat(bios.stream(), uefi.stream()).toList();
  }

  /** The same with the stub of a unified kernel image in the place of a boot loader for UEFI. */
  IsoSpec unified() {
    return new IsoSpec(
        compression, filters, squash, onDemand, cmdline, media, bios, uki, List.of(), copyright);
  }

  /** What the kernel's own decoder takes. */
  public enum Compression {
    /** Fast to boot. */
    ZSTD,
    /** As fast to boot, smaller, and minutes to build. */
    ZSTD_SMALLEST,
    /** Fast to build: for trying out changes of the image. */
    ZSTD_FAST,
    /** Small, and about eight times as long to unpack. */
    XZ
  }

  /** Rearrangements of programs that compress better. */
  public enum Filters {
    /** As the packages have them. */
    NONE,
    /** Go's programs, which the guest restores while it boots. */
    GO
  }
}
