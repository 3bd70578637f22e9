package org.boot2docker.formats.text;

/** Words for a POSIX shell (POSIX.1-2017, Shell Command Language, 2.2.2 Single-Quotes). */
public final class ShellWord {
  private ShellWord() {}

  /** A text as one word, whatever is in it; a NUL, which no word can hold, is left to the shell. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
