package org.boot2docker.machine.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of a machine as people write it. */
public final class MemorySize {
  private static final int MEBIBYTES_OF_A_GIBIBYTE = 1024;
  private static final int MOST_MIB = 4 << 20;
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9})\\s*(?:([MG])(i?B)?)?", Pattern.CASE_INSENSITIVE);

  private MemorySize() {}

  /**
   * Reads MiB without a unit, {@code 4096}, or a number with one: {@code 4G}, {@code 512M}, {@code
   * 4GB}, {@code 4 GiB}. A {@code G} is 1024 MiB.
   *
   * @return MiB
   * @throws IllegalArgumentException with a line for the user when it isn't that
   */
  public static int parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no size of memory: write MiB, such as 4096, or 4G".formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    boolean gibibytes = "G".equalsIgnoreCase(matcher.group(2));
    long mebibytes = gibibytes ? number * MEBIBYTES_OF_A_GIBIBYTE : number;
    if (mebibytes > MOST_MIB) {
      throw new IllegalArgumentException(
          "'%s' is too much memory: give 4096G or less".formatted(text));
    }
    return (int) mebibytes;
  }
}
