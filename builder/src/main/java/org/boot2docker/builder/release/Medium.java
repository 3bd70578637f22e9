package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.disk.DiskFormat;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.disk.DiskImage;
import org.boot2docker.image.disk.Ova;

/** The disks that can be made of an image. */
public enum Medium {
  /** The disk's bytes, for {@code dd}. */
  RAW(Optional.of(DiskFormat.RAW), "img"),

  /** For QEMU. */
  QCOW2(Optional.of(DiskFormat.QCOW2), "qcow2"),

  /** For VMware and VirtualBox. */
  VMDK(Optional.of(DiskFormat.VMDK), "vmdk"),

  /** A whole machine for VMware and VirtualBox to import: a PC. */
  OVA(Optional.empty(), "ova"),

  /** For older versions of Hyper-V. */
  VHD(Optional.of(DiskFormat.VHD), "vhd"),

  /** For Azure. */
  AZURE(Optional.of(DiskFormat.VHD_FIXED), "azure.vhd"),

  /** For Hyper-V. */
  VHDX(Optional.of(DiskFormat.VHDX), "vhdx");

  private static final long MIB = 1 << 20;

  private final Optional<DiskFormat> format;
  private final String ending;

  Medium(Optional<DiskFormat> format, String ending) {
    this.format = format;
    this.ending = ending;
  }

  /** As users and indexes call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String fileName(String image) {
    return image + "." + ending;
  }

  /**
   * The one that users call so.
   *
   * @throws BuildException when there is none
   */
  public static Medium named(String name) throws BuildException {
    return Arrays.stream(values())
        .filter(each -> each.label().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new BuildException(
                    "there is no disk format "
                        + name
                        + ": choose of "
                        + Arrays.stream(values())
                            .map(Medium::label)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Whether there is one for a processor. An OVA describes a PC with BIOS, an LSI adapter and an
   * E1000 card; what imports one for ARM wants another machine, and we know of none that we could
   * test.
   */
  public boolean isFor(Architecture architecture) {
    return this != OVA || architecture == Architecture.AMD64;
  }

  /** Writes it. */
  void write(Path iso, Manifest manifest, String name, long dataMiB, Path file) throws IOException {
    boolean flat = format.map(DiskFormat::isFlat).orElse(false);
    long size = (flat ? Math.min(dataMiB, ReleaseRequest.FLAT_MIB) : dataMiB) * MIB;
    if (format.isPresent()) {
      format.get().write(DiskImage.of(iso, size), file);
    } else {
      Ova.write(manifest, name, DiskImage.of(iso, size), file);
    }
  }
}
