package org.boot2docker.guest.init.disk;

import java.util.Comparator;

/**
 * A block device that holds a Linux file system.
 *
 * @param name its kernel name, such as {@code sda1}
 * @param disk the disk that it is a partition of, or its own name
 * @param label the file system's label
 * @param ext4 whether it is ext4 rather than an older relative
 */
record Candidate(String name, String disk, String label, boolean ext4) {
  /** By name as people count. */
  static final Comparator<Candidate> IN_ORDER = Comparator.comparing(c -> Natural.key(c.name()));

  String device() {
    return "/dev/" + name;
  }
}
