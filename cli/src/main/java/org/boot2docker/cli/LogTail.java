package org.boot2docker.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Prints the lines of a growing file. */
final class LogTail {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final LogLines lines;
  private long position;

  LogTail(Path file, Consumer<String> printer) {
    this.file = file;
    this.lines = new LogLines(printer);
  }

  /** Prints the lines that are complete and were not printed yet. */
  void printNew() throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < position) {
        position = 0; // It was begun once more.
      }
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      int count = channel.read(buffer, position);
      while (count > 0) {
        position += count;
        buffer.flip();
        lines.take(buffer);
        buffer.clear();
        count = channel.read(buffer, position);
      }
    }
  }

  /** Prints the last line, although no line end is behind it. */
  void printRest() {
    lines.printRest();
  }
}
