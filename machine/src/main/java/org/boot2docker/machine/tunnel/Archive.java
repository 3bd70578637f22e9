package org.boot2docker.machine.tunnel;

import java.util.List;

/** Java's archive of loaded classes, which the launcher makes for this program. */
final class Archive {
  /** The launcher names it here, for the programs that this one starts. */
  private static final String PROPERTY = "boot2docker.archive";

  private Archive() {}

  /** Options of a JVM that uses it, when there is one; the JVM ignores one that doesn't fit. */
  static List<String> options() {
    String file = System.getProperty(PROPERTY, "");
    return file.isEmpty()
        ? List.of()
        : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable", "-D" + PROPERTY + "=" + file);
  }
}
