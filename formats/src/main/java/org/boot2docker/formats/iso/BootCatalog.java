package org.boot2docker.formats.iso;

import java.util.Optional;
import org.boot2docker.formats.FieldWriter;

/**
 * El Torito's list of what can be booted, in one sector: BIOS as the first entry and UEFI in a
 * section of its own; UEFI alone is the first entry.
 *
 * @param bios isolinux.bin
 * @param efi the FAT image
 */
record BootCatalog(Optional<Extent> bios, Optional<Extent> efi) {
  private static final int X86 = 0;
  private static final int EFI = 0xEF;
  private static final int FINAL_SECTION = 0x91;
  private static final int BOOTABLE = 0x88;

  /** What BIOS loads of isolinux.bin, in blocks of 512 bytes; it loads the rest itself. */
  private static final int BIOS_LOAD = 4;

  byte[] bytes() {
    FieldWriter fields = new FieldWriter().bytes(validation(bios.isPresent() ? X86 : EFI));
    bios.ifPresent(extent -> fields.bytes(entry(extent.sector(), BIOS_LOAD)));
    if (bios.isPresent() && efi.isPresent()) {
      fields.u8(FINAL_SECTION).u8(EFI).le16(1).fill(28, 0);
    }
    efi.ifPresent(extent -> fields.bytes(entry(extent.sector(), blocks(extent))));
    return fields.zerosTo(Sector.SIZE).toBytes();
  }

  /** What 16 bits can't count is 0: UEFI takes all up to the end of the medium (UEFI 13.3.2.1). */
  private static int blocks(Extent extent) {
    long blocks = (extent.size() + Sector.BLOCK - 1) / Sector.BLOCK;
    return blocks > 0xFFFF ? 0 : (int) blocks;
  }

  private static byte[] validation(int platform) {
    int sum = 1 | platform << 8;
    sum += 0xAA55;
    return new FieldWriter().u8(1).u8(platform).fill(26, 0).le16(-sum).u8(0x55).u8(0xAA).toBytes();
  }

  private static byte[] entry(int sector, int blocks) {
    return new FieldWriter()
        .u8(BOOTABLE)
        .u8(0)
        .le16(0)
        .u8(0)
        .u8(0)
        .le16(blocks)
        .le32(sector)
        .zerosTo(32)
        .toBytes();
  }
}
