package org.boot2docker.init.disk;

import java.util.Comparator;

/**
 * A block device that holds a Linux file system.
 *
 * @param name its kernel name, such as {@code sda1}
 * @param label the file system's label
 * @param ext4 whether it is ext4 rather than an older relative
 */
record Candidate(String name, String label, boolean ext4) {
  /** By name as people count: sda2 before sda10, sdb before sdaa. */
  static final Comparator<Candidate> IN_ORDER = Comparator.comparing(Candidate::sortKey);

  String device() {
    return "/dev/" + name;
  }

  /** Letters and numbers padded to one width, so that text order is the natural one. */
  private String sortKey() {
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
