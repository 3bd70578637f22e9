package org.boot2docker.formats.compress;

import java.io.IOException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * The settings of LZMA2.
 *
 * @param dictionary bytes that matches reach back, 4 KiB to 512 MiB; the guest holds as much while
 *     it unpacks
 * @param literalContext lc, 0 to 4, with literalPosition at most 4 together
 * @param literalPosition lp, 0 to 4
 * @param position pb, 0 to 4
 * @param niceLength a match of this length is taken without looking further, 8 to 273
 * @param matchFinder how matches are looked for
 */
public record Lzma2(
    int dictionary,
    int literalContext,
    int literalPosition,
    int position,
    int niceLength,
    MatchFinder matchFinder) {

  /** How matches are looked for. */
  public enum MatchFinder {
    /** Hash chains: quicker. */
    HC4,
    /** Binary trees: finds more. */
    BT4
  }

  /** A 256 MiB dictionary: more than the image unpacked. docs/size.md says why. */
  public static final Lzma2 LARGE = new Lzma2(256 << 20, 4, 0, 2, 273, MatchFinder.BT4);

  /** Checks the ranges. */
  public Lzma2 {
    check(dictionary, LZMA2Options.DICT_SIZE_MIN, 512 << 20, "dictionary size");
    check(literalContext, 0, LZMA2Options.LC_LP_MAX, "lc");
    check(literalPosition, 0, LZMA2Options.LC_LP_MAX - literalContext, "lp");
    check(position, 0, LZMA2Options.PB_MAX, "pb");
    check(niceLength, LZMA2Options.NICE_LEN_MIN, LZMA2Options.NICE_LEN_MAX, "nice length");
  }

  /** The same with another dictionary. */
  public Lzma2 withDictionary(int bytes) {
    return new Lzma2(bytes, literalContext, literalPosition, position, niceLength, matchFinder);
  }

  long heapNeeded() {
    try {
      return options().getEncoderMemoryUsage() * 1024L;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  LZMA2Options options() throws IOException {
    int finder =
        switch (matchFinder) {
          case HC4 -> LZMA2Options.MF_HC4;
          case BT4 -> LZMA2Options.MF_BT4;
        };
    try {
      return new LZMA2Options(
          dictionary,
          literalContext,
          literalPosition,
          position,
          LZMA2Options.MODE_NORMAL,
          niceLength,
          finder,
          0);
    } catch (UnsupportedOptionsException e) {
      throw new IOException("xz: these settings do not work: " + e.getMessage(), e);
    }
  }

  private static void check(int value, int min, int max, String name) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "xz " + name + " must be " + min + " to " + max + ", not " + value);
    }
  }
}
