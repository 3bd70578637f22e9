package org.boot2docker.guest.system.bytes;

/**
 * Text of which only some characters are allowed. Letters and digits are those of ASCII: what Java
 * counts as such beside them, no network name or number has.
 */
public final class Ascii {
  private Ascii() {}

  /** Whether there are only letters, digits and the other characters given; true without any. */
  public static boolean isMadeOf(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !isDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * A decimal number without sign.
   *
   * @param mostDigits how many digits it may have, at most 9
   * @return the number; -1 when the text is none, or longer
   */
  public static int number(String text, int mostDigits) {
    int number = text.isEmpty() || text.length() > mostDigits ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      char c = text.charAt(i);
      number = isDigit(c) ? 10 * number + c - '0' : -1;
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
