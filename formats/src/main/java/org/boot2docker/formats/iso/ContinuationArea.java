package org.boot2docker.formats.iso;

import java.util.List;
import org.boot2docker.formats.FieldWriter;

/**
 * The sectors that take system use entries which don't fit into their directory record (SUSP 5.1).
 * No piece crosses a sector: Linux reads one sector for each.
 */
final class ContinuationArea {
  private static final int CE_LENGTH = 28;

  private final int firstSector;
  private final FieldWriter area = new FieldWriter();

  ContinuationArea(int firstSector) {
    this.firstSector = firstSector;
  }

  /** The entries as far as they fit, and if needed a CE entry that points to the rest. */
  byte[] fit(List<byte[]> entries, int room) {
    int here = count(entries, room);
    FieldWriter fields = new FieldWriter();
    entries.subList(0, here).forEach(fields::bytes);
    if (here < entries.size()) {
      fields.bytes(continueWith(entries.subList(here, entries.size())));
    }
    return fields.toBytes();
  }

  /** Whole sectors. */
  byte[] sectors() {
    int sectors = Sector.count(area.size());
    return new FieldWriter().bytes(area.toBytes()).zerosTo(sectors * Sector.SIZE).toBytes();
  }

  private byte[] continueWith(List<byte[]> rest) {
    // What follows may itself go on, so the end of the chain is placed first.
    byte[] piece = fit(rest, Sector.SIZE);
    int left = Sector.SIZE - area.size() % Sector.SIZE;
    if (piece.length > left) {
      area.fill(left, 0);
    }
    int at = area.size();
    area.bytes(piece);
    return new FieldWriter()
        .ascii("CE")
        .u8(CE_LENGTH)
        .u8(1)
        .both32(firstSector + at / Sector.SIZE)
        .both32(at % Sector.SIZE)
        .both32(piece.length)
        .toBytes();
  }

  private static int count(List<byte[]> entries, int room) {
    int total = entries.stream().mapToInt(entry -> entry.length).sum();
    if (total <= room) {
      return entries.size();
    }
    int count = 0;
    int used = CE_LENGTH;
    while (used + entries.get(count).length <= room) {
      used += entries.get(count++).length;
    }
    return count;
  }
}
