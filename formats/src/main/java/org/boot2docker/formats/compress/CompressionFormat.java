package org.boot2docker.formats.compress;

import java.io.IOException;
import java.io.InputStream;

/** What a stream is compressed by, as its magic number says. */
public enum CompressionFormat {
  /** Zstandard (RFC 8878). */
  ZSTD(0x28, 0xB5, 0x2F, 0xFD),
  /** The .xz file format. */
  XZ(0xFD, '7', 'z', 'X', 'Z', 0),
  /** gzip (RFC 1952). */
  GZIP(0x1F, 0x8B),
  /** Nothing that we know. */
  NONE;

  private static final int LONGEST = 6;

  private final int[] magic;

  CompressionFormat(int... magic) {
    this.magic = magic;
  }

  /**
   * That of a stream, which is then where it was.
   *
   * @param in one that can be marked
   */
  public static CompressionFormat of(InputStream in) throws IOException {
    in.mark(LONGEST);
    byte[] start = in.readNBytes(LONGEST);
    in.reset();
    for (CompressionFormat format : values()) {
      if (format.begins(start)) {
        return format;
      }
    }
    return NONE;
  }

  private boolean begins(byte[] start) {
    boolean same = start.length >= magic.length;
    for (int i = 0; same && i < magic.length; i++) {
      same = (start[i] & 0xFF) == magic[i];
    }
    return same;
  }
}
