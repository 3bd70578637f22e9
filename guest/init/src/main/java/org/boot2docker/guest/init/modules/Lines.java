package org.boot2docker.guest.init.modules;

/** Where the lines of a text in bytes are. */
final class Lines {
  private Lines() {}

  /** How many lines there are, not counting one without an end. */
  static int count(byte[] text) {
    int count = 0;
    for (byte b : text) {
      if (b == '\n') {
        count++;
      }
    }
    return count;
  }

  /** Where the line that holds this place ends: its line feed, or the text's end. */
  static int end(byte[] text, int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i;
  }
}
