package org.boot2docker.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages samples: by bits, by numbers at the edges, by moving, repeating and cutting pieces. */
final class Mutator {
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_CHANGES = 6;
  private static final long[] EDGES = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffff_ffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40
  };
  private static final String[] WORDS = {
    "\n",
    "\"",
    "'",
    "\\",
    ":",
    "=",
    "..",
    "/",
    "\0",
    "{",
    "[",
    "]",
    "-",
    "9999999999999999999",
    "%s"
  };

  private final Random random;
  private final List<byte[]> samples;

  Mutator(Random random, List<byte[]> samples) {
    this.random = random;
    this.samples = samples;
  }

  /** The next damaged input. */
  byte[] next() {
    byte[] bytes = any().clone();
    for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
      bytes = change(bytes);
    }
    return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
  }

  private byte[] any() {
    return samples.get(random.nextInt(samples.size()));
  }

  private byte[] change(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(8)) {
      case 0 -> flip(bytes);
      case 1 -> number(bytes, at);
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> splice(bytes, at, piece(bytes), at);
      case 4 -> splice(bytes, at, piece(any()), at);
      case 5 -> splice(bytes, at, new byte[0], at + random.nextInt(bytes.length - at + 1));
      case 6 ->
          splice(
              bytes, at, WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8), at);
      default -> overwrite(bytes, at, piece(any()));
    };
  }

  private byte[] flip(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** A number of 1 to 8 bytes, by either order of bytes. */
  private byte[] number(byte[] bytes, int at) {
    long value = EDGES[random.nextInt(EDGES.length)] + random.nextInt(3) - 1;
    int length = 1 << random.nextInt(4);
    boolean big = random.nextBoolean();
    for (int i = 0; i < length && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * (big ? length - 1 - i : i));
    }
    return bytes;
  }

  private byte[] piece(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int most = Math.min(bytes.length - from, 1 << random.nextInt(13));
    return Arrays.copyOfRange(bytes, from, from + random.nextInt(most + 1));
  }

  private static byte[] splice(byte[] bytes, int before, byte[] piece, int after) {
    byte[] result = Arrays.copyOf(bytes, before + piece.length + bytes.length - after);
    System.arraycopy(piece, 0, result, before, piece.length);
    System.arraycopy(bytes, after, result, before + piece.length, bytes.length - after);
    return result;
  }

  private static byte[] overwrite(byte[] bytes, int at, byte[] piece) {
    System.arraycopy(piece, 0, bytes, at, Math.min(piece.length, bytes.length - at));
    return bytes;
  }
}
