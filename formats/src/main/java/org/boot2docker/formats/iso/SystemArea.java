package org.boot2docker.formats.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.partition.Mbr;

/**
 * The 32 KiB before the first volume descriptor, and the last blocks of the image: what makes it a
 * disk.
 *
 * <p>With BIOS the MBR has two partitions side by side, the ISO (active, hidden type) and the EFI
 * system partition, and no protective one: old BIOSes start no disk that looks like a GPT disk, and
 * UEFI takes the EFI partition from the MBR. Without BIOS the MBR is the protective one that UEFI
 * asks for.
 */
final class SystemArea {
  private static final int SIZE = IsoLayout.PRIMARY_DESCRIPTOR * Sector.SIZE;
  private static final int MBR_CODE = 432;

  private final HybridIso iso;
  private final IsoLayout layout;
  private final long blocks;

  SystemArea(HybridIso iso, IsoLayout layout) {
    this.iso = iso;
    this.layout = layout;
    this.blocks = (long) layout.sectors() * Sector.BLOCKS;
  }

  byte[] bytes() throws IOException {
    FieldWriter fields = new FieldWriter().bytes(mbr());
    gpt().ifPresent(gpt -> fields.bytes(gpt.primary()));
    return fields.zerosTo(SIZE).toBytes();
  }

  /** The end of the image; empty when there is no EFI system partition. */
  byte[] backup() {
    return gpt().map(EspTable::backup).orElse(new byte[0]);
  }

  private byte[] mbr() throws IOException {
    int diskId = ByteBuffer.wrap(identity()).getInt();
    if (iso.bios().isPresent() && layout.bios().isPresent()) {
      long loader = (long) layout.bios().get().sector() * Sector.BLOCKS;
      IsohybridMbr mbr = new IsohybridMbr(code(iso.bios().get()), loader, diskId);
      mbr.partition(
          IsohybridMbr.ACTIVE, IsohybridMbr.HIDDEN, 0, gpt().map(EspTable::first).orElse(blocks));
      gpt()
          .ifPresent(
              gpt ->
                  mbr.partition(IsohybridMbr.INACTIVE, Mbr.EFI_SYSTEM, gpt.first(), length(gpt)));
      return mbr.bytes();
    }
    IsohybridMbr mbr = new IsohybridMbr(new byte[0], 0, diskId);
    gpt().ifPresent(gpt -> mbr.partition(IsohybridMbr.INACTIVE, Mbr.PROTECTIVE, 1, blocks - 1));
    return mbr.bytes();
  }

  private static byte[] code(BiosBoot bios) throws IOException {
    byte[] code = bios.mbrCode().bytes();
    if (code.length > MBR_CODE) {
      throw FormatException.of(
          "MBR", bios.path(), "its code has " + code.length + " bytes, not at most " + MBR_CODE);
    }
    return code;
  }

  private static long length(EspTable gpt) {
    return gpt.last() - gpt.first() + 1;
  }

  private Optional<EspTable> gpt() {
    return layout
        .efi()
        .map(
            efi ->
                new EspTable(
                    blocks,
                    identity(),
                    (long) efi.sector() * Sector.BLOCKS,
                    (long) efi.sector() * Sector.BLOCKS + efi.size() / Sector.BLOCK - 1));
  }

  /** From the volume id, the time and the layout: the same image always has the same. */
  private byte[] identity() {
    MessageDigest digest = Sha256.start();
    digest.update(iso.volumeIdBytes());
    digest.update(iso.time().toString().getBytes(StandardCharsets.UTF_8));
    layout
        .files()
        .forEach(
            (path, file) -> {
              String line = "\n" + path + " " + layout.extent(path);
              digest.update(line.getBytes(StandardCharsets.UTF_8));
            });
    return digest.digest();
  }
}
