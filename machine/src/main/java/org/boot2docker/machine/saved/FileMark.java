package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * By what a file is known again: whoever changes or replaces it changes one of these.
 *
 * @param path absolute
 * @param bytes its size
 * @param modifiedNanos time of its last change, in nanoseconds since 1970
 * @param key device and inode, as Java prints them; empty where the system has none
 */
record FileMark(String path, long bytes, long modifiedNanos, String key) {

  static FileMark of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return new FileMark(
        file.toAbsolutePath().toString(),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        key == null ? "" : key.toString());
  }

  /** Whether the file is as it was. */
  boolean matches() {
    try {
      return equals(of(Path.of(path)));
    } catch (IOException e) {
      return false;
    }
  }
}
