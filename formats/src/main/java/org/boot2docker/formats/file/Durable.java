package org.boot2docker.formats.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a power cut doesn't take back. */
public final class Durable {
  private Durable() {}

  /**
   * Waits until the bytes of a file are on its disk. A file that is renamed before may be empty
   * after a power cut.
   */
  public static void force(Path file) throws IOException {
    // Copies of files may be read-only.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
