package org.boot2docker.formats.iso;

import org.boot2docker.formats.FieldWriter;

/** The three sectors from 16 on: primary volume, El Torito boot record, terminator. */
final class VolumeDescriptors {
  private static final int BOOT_RECORD = 0;
  private static final int PRIMARY = 1;
  private static final int TERMINATOR = 255;

  private VolumeDescriptors() {}

  /** ECMA-119 8.4. */
  static byte[] primary(HybridIso iso, IsoLayout layout) {
    IsoTime time = IsoTime.of(iso.time());
    DirectoryRecord root = new DirectoryRecord(new byte[] {0}, true, new byte[0]);
    return descriptor(PRIMARY)
        .u8(0)
        .ascii("LINUX", 32, ' ')
        .ascii(iso.volumeId(), 32, ' ')
        .zerosTo(80)
        .both32(layout.sectors())
        .zerosTo(120)
        .both16(1)
        .both16(1)
        .both16(Sector.SIZE)
        .both32(layout.pathTable().size())
        .le32(layout.pathTableL().sector())
        .le32(0)
        .be32(layout.pathTableM().sector())
        .be32(0)
        .bytes(root.bytes(layout.extent(""), time))
        .ascii(iso.volumeSetId(), 128, ' ')
        .ascii("", 128, ' ')
        .ascii("BOOT2DOCKER", 128, ' ')
        .ascii("BOOT2DOCKER", 128, ' ')
        .ascii("", 37, ' ')
        .ascii("", 37, ' ')
        .ascii("", 37, ' ')
        .bytes(time.digits())
        .bytes(time.digits())
        .bytes(IsoTime.unspecified())
        .bytes(IsoTime.unspecified())
        .u8(1)
        .zerosTo(Sector.SIZE)
        .toBytes();
  }

  /** El Torito 2.0: points to the boot catalog. */
  static byte[] bootRecord(int catalogSector) {
    return descriptor(BOOT_RECORD)
        .ascii("EL TORITO SPECIFICATION", 32, '\0')
        .zerosTo(71)
        .le32(catalogSector)
        .zerosTo(Sector.SIZE)
        .toBytes();
  }

  /** ECMA-119 8.3. */
  static byte[] terminator() {
    return descriptor(TERMINATOR).zerosTo(Sector.SIZE).toBytes();
  }

  private static FieldWriter descriptor(int type) {
    return new FieldWriter().u8(type).ascii("CD001").u8(1);
  }
}
