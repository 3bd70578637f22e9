package org.boot2docker.formats.iso;

import java.util.List;
import java.util.Map;
import org.boot2docker.formats.FieldWriter;

/** ECMA-119 9.4: all directories, once for each byte order. */
record PathTable(List<IsoDirectory> directories) {

  int size() {
    return directories.stream()
        .mapToInt(directory -> 8 + (directory.identifier().length + 1 & ~1))
        .sum();
  }

  byte[] bytes(Map<String, Extent> extents, boolean bigEndian) {
    FieldWriter fields = new FieldWriter();
    for (IsoDirectory directory : directories) {
      int sector = extents.getOrDefault(directory.path(), new Extent(0, 0)).sector();
      fields.u8(directory.identifier().length).u8(0);
      if (bigEndian) {
        fields.be32(sector).be16(directory.parent());
      } else {
        fields.le32(sector).le16(directory.parent());
      }
      fields.bytes(directory.identifier()).fill(directory.identifier().length & 1, 0);
    }
    return fields.zerosTo(Sector.count(size()) * Sector.SIZE).toBytes();
  }
}
