package org.boot2docker.formats.fat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.boot2docker.formats.tree.FileTree;

/**
 * What goes into a FAT image. Only directories and regular files can; their permissions and owners
 * are dropped.
 *
 * @param files all files
 * @param label 1 to 11 characters of {@code A-Z 0-9 _ -} and space
 * @param time of every file, 1980 to 2107, kept in UTC to two seconds
 */
public record FatVolume(FileTree files, String label, Instant time) {

  /** Checks label and time. */
  public FatVolume {
    if (!label.matches("[A-Z0-9_-][A-Z0-9_ -]{0,10}")) {
      throw new IllegalArgumentException(
          "a FAT label is 1 to 11 of A-Z, 0-9, _, - and space, not '" + label + "'");
    }
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1980 || year > 2107) {
      throw new IllegalArgumentException("FAT holds times from 1980 to 2107, not " + time);
    }
  }
}
