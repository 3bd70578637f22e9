package org.boot2docker.machine.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of a data disk, as the guest sees it. Units are those of QEMU's tools: {@code G} is 2^30.
 *
 * @param bytes a multiple of one mebibyte
 */
public record DiskSize(long bytes) {
  /** What a machine's own disk has when no size is given; the file is sparse. */
  public static final DiskSize USUAL = new DiskSize(20L << 30);

  /** The guest uses no smaller one (docs/init.md, "The data disk"). */
  private static final long LEAST = 64L << 20;

  /** What the table of clusters in one cluster reaches: see {@code DiskFormat.QCOW2}. */
  private static final long MOST = 4L << 40;

  private static final int MEBI_BITS = 20;
  private static final int GIBI_BITS = 30;
  private static final int TEBI_BITS = 40;

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9})\\s*([MGT])(i?B)?", Pattern.CASE_INSENSITIVE);

  /** Checks the bounds. */
  public DiskSize {
    if (bytes < LEAST || bytes > MOST) {
      throw new IllegalArgumentException("a disk can have 64M to 4T: choose a size between them");
    }
  }

  /**
   * Reads a number with a unit: {@code 512M}, {@code 20G}, {@code 1T}, also {@code 20GB}.
   *
   * @throws IllegalArgumentException with a line for the user when it isn't that
   */
  public static DiskSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a disk's size: write a number and M, G or T, such as 20G".formatted(text));
    }
    int bits =
        switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
          case "M" -> MEBI_BITS;
          case "G" -> GIBI_BITS;
          default -> TEBI_BITS;
        };
    // Nine digits of the largest unit stay below the largest number.
    long number = Long.parseLong(matcher.group(1));
    return new DiskSize(number > (MOST >> bits) ? MOST + 1 : number << bits);
  }

  /** What fits into a number of bytes; of more or less than a disk can have, that. */
  public static DiskSize within(long bytes) {
    long whole = bytes >> MEBI_BITS << MEBI_BITS;
    return new DiskSize(Math.min(Math.max(whole, LEAST), MOST));
  }

  /** As {@link #parse} reads it, in the largest unit that gives a whole number. */
  @Override
  public String toString() {
    if (bytes % (1L << TEBI_BITS) == 0) {
      return (bytes >> TEBI_BITS) + "T";
    }
    return bytes % (1L << GIBI_BITS) == 0 ? (bytes >> GIBI_BITS) + "G" : (bytes >> MEBI_BITS) + "M";
  }
}
