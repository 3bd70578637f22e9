package org.boot2docker.guest.init.userdata;

import java.util.List;

/** What stands in a tar, as far as it is wanted here. */
sealed interface Entry {
  /**
   * A directory.
   *
   * @param path its names from the outermost on, never empty, none of them {@code ..}
   * @param mode its permissions, as the tar says
   */
  record Directory(List<String> path, int mode) implements Entry {}

  /**
   * A regular file.
   *
   * @param path its names from the outermost on, never empty, none of them {@code ..}
   * @param mode its permissions, as the tar says
   * @param offset where its content begins in the archive
   * @param length how many bytes it has
   */
  record File(List<String> path, int mode, int offset, int length) implements Entry {}

  /**
   * Something that is not unpacked.
   *
   * @param name what it calls itself, fit to be shown
   * @param reason why, to follow the name in a sentence
   */
  record Refused(String name, String reason) implements Entry {}
}
