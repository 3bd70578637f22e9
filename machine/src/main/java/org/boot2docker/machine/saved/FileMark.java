package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * By what a file is known again: whoever changes or replaces it changes one of these.
 *
 * @param path absolute
 * @param bytes its size
 * @param modifiedNanos time of its last change, in nanoseconds since 1970
 * @param key the inode; empty where the system has none
 */
public record FileMark(String path, long bytes, long modifiedNanos, String key) {
  /** Java's own key, which earlier versions wrote: a device's number may change at each boot. */
  private static final Pattern WITH_DEVICE = Pattern.compile("\\(dev=\\w+,ino=(\\d+)\\)");

  /** Keeps the inode only. */
  public FileMark {
    key = WITH_DEVICE.matcher(String.valueOf(key)).replaceFirst("$1");
  }

  /** That of a file as it is now. */
  public static FileMark of(Path file) throws IOException {
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
