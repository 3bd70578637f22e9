package org.boot2docker.formats.ext4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What an empty file system is made of.
 *
 * @param size in bytes, at least 64 MiB and at most 1 TiB; a file system has whole blocks of 4 KiB
 * @param label at most 16 ASCII characters
 * @param id 32 bytes, of which the UUID and the seed of directory hashes are made
 * @param time of everything in it, in whole seconds, until 2106
 */
public record Ext4Volume(long size, String label, byte[] id, Instant time) {
  private static final long LEAST = 64L << 20;
  private static final long MOST = 1L << 40;

  /** Checks the bounds. */
  public Ext4Volume {
    if (size < LEAST || size > MOST) {
      throw new IllegalArgumentException("no data partition has " + size + " bytes");
    }
    if (!label.matches("[ -~]{0,16}") || id.length != 32) {
      throw new IllegalArgumentException("no label or id of a file system: " + label);
    }
    if (time.getEpochSecond() < 0 || time.getEpochSecond() >>> 32 != 0) {
      throw new IllegalArgumentException("a file system has no time " + time);
    }
  }

  byte[] labelBytes() {
    return label.getBytes(StandardCharsets.US_ASCII);
  }

  /** The UUID, marked as one of RFC 9562's version 8. */
  byte[] uuid() {
    byte[] uuid = java.util.Arrays.copyOf(id, 16);
    uuid[6] = (byte) (uuid[6] & 0x0f | 0x80);
    uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
    return uuid;
  }

  long seconds() {
    return time.getEpochSecond();
  }
}
