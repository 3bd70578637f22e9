package org.boot2docker.formats.iso;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.boot2docker.formats.tree.FileTree;

/**
 * What goes into a boot image. Whether it boots with BIOS, UEFI or both is a matter of the machine
 * it is for: arm64 has no BIOS.
 *
 * @param files everything on the medium, boot loaders included
 * @param volumeId 1 to 32 printable ASCII characters
 * @param volumeSetId at most 128 printable ASCII characters
 * @param time of the volume and of every file; whole seconds, 1970 to 2155, kept in UTC
 * @param bios how BIOS boots it
 * @param efi how UEFI boots it
 */
public record HybridIso(
    FileTree files,
    String volumeId,
    String volumeSetId,
    Instant time,
    Optional<BiosBoot> bios,
    Optional<EfiBoot> efi) {

  /** Checks the names of the volume and the time. */
  public HybridIso {
    if (!volumeId.matches("[ -~]{1,32}") || volumeId.isBlank()) {
      throw new IllegalArgumentException(
          "an ISO 9660 volume id is 1 to 32 ASCII characters, not '" + volumeId + "'");
    }
    if (!volumeSetId.matches("[ -~]{0,128}")) {
      throw new IllegalArgumentException(
          "an ISO 9660 volume set id is at most 128 ASCII characters, not '" + volumeSetId + "'");
    }
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1970 || year > 2155) {
      throw new IllegalArgumentException("ISO 9660 holds times from 1970 to 2155, not " + time);
    }
  }

  /** Of no volume set. */
  public HybridIso(
      FileTree files,
      String volumeId,
      Instant time,
      Optional<BiosBoot> bios,
      Optional<EfiBoot> efi) {
    this(files, volumeId, "", time, bios, efi);
  }

  byte[] volumeIdBytes() {
    return volumeId.getBytes(StandardCharsets.US_ASCII);
  }
}
