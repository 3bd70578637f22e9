package org.boot2docker.formats.fat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.boot2docker.formats.FieldWriter;

/** Builds the 32-byte entries of one directory. */
final class DirectoryEntries {
  static final int LABEL = 0x08;
  static final int DIRECTORY = 0x10;
  static final int ARCHIVE = 0x20;

  private static final int LONG_NAME = 0x0F;
  private static final int LAST_PART = 0x40;
  private static final int PART = 13;

  private final FieldWriter fields = new FieldWriter();
  private final int date;
  private final int time;

  DirectoryEntries(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    date = utc.getYear() - 1980 << 9 | utc.getMonthValue() << 5 | utc.getDayOfMonth();
    time = utc.getHour() << 11 | utc.getMinute() << 5 | utc.getSecond() / 2;
  }

  /** How many entries a name takes. */
  static int count(String name) {
    return ShortNames.isShort(name) ? 1 : 1 + (name.length() + PART - 1) / PART;
  }

  DirectoryEntries add(String shortName, int attributes, int cluster, long size) {
    fields
        .ascii(shortName, 11, ' ')
        .u8(attributes)
        .u8(0)
        .u8(0)
        .le16(time)
        .le16(date)
        .le16(date)
        .le16(0)
        .le16(time)
        .le16(date)
        .le16(cluster)
        .le32(size);
    return this;
  }

  /** The parts of a long name, last first; they go before its short entry. */
  void addLongName(String name, String shortName) {
    int parts = (name.length() + PART - 1) / PART;
    for (int part = parts; part > 0; part--) {
      char[] units = new char[PART];
      Arrays.fill(units, '\uFFFF');
      int from = (part - 1) * PART;
      int length = Math.min(PART, name.length() - from);
      name.getChars(from, from + length, units, 0);
      if (length < PART) {
        units[length] = 0;
      }
      fields.u8(part == parts ? part | LAST_PART : part);
      addUnits(units, 0, 5);
      fields.u8(LONG_NAME).u8(0).u8(checksum(shortName));
      addUnits(units, 5, 11);
      fields.le16(0);
      addUnits(units, 11, PART);
    }
  }

  byte[] bytes() {
    return fields.toBytes();
  }

  private void addUnits(char[] units, int from, int to) {
    for (int i = from; i < to; i++) {
      fields.le16(units[i]);
    }
  }

  static int checksum(String shortName) {
    int sum = 0;
    for (byte character : shortName.getBytes(StandardCharsets.ISO_8859_1)) {
      sum = ((sum & 1) << 7) + (sum >> 1) + (character & 0xFF) & 0xFF;
    }
    return sum;
  }
}
