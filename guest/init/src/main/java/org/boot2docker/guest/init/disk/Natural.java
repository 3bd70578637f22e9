package org.boot2docker.guest.init.disk;

/** The order of names as people count: sda2 before sda10, sdb before sdaa. */
final class Natural {
  private Natural() {}

  /** Letters and numbers padded to one width, so that text order is the natural one. */
  static String key(String name) {
    StringBuilder key = new StringBuilder();
    int i = 0;
    while (i < name.length()) {
      int start = i;
      boolean digits = Character.isDigit(name.charAt(i));
      while (i < name.length() && Character.isDigit(name.charAt(i)) == digits) {
        i++;
      }
      key.append((char) ('0' + i - start)).append(name, start, i);
    }
    return key.toString();
  }
}
