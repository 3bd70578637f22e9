package org.boot2docker.formats.iso;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two ways that ECMA-119 writes a time, both in UTC. */
record IsoTime(OffsetDateTime time) {
  private static final DateTimeFormatter DIGITS =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  static IsoTime of(Instant instant) {
    return new IsoTime(instant.atOffset(ZoneOffset.UTC));
  }

  /** 9.1.5: seven bytes, as in directory records and Rock Ridge. */
  byte[] numeric() {
    return new byte[] {
      (byte) (time.getYear() - 1900),
      (byte) time.getMonthValue(),
      (byte) time.getDayOfMonth(),
      (byte) time.getHour(),
      (byte) time.getMinute(),
      (byte) time.getSecond(),
      0
    };
  }

  /** 8.4.26.1: sixteen digits and the offset from Greenwich, as in volume descriptors. */
  byte[] digits() {
    return (DIGITS.format(time) + "00\0").getBytes(StandardCharsets.US_ASCII);
  }

  /** The same format with no time given. */
  static byte[] unspecified() {
    return ("0".repeat(16) + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
