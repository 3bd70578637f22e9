package org.boot2docker.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Prints the lines of a growing file. A guest writes the console, so escape sequences and other
 * control characters never reach the user's terminal.
 */
final class LogTail {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** ECMA-48, section 5.4: control sequences; and what else is no text. */
  private static final Pattern CONTROL =
      Pattern.compile("\\u001b\\[[0-?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\\t]]|[\\u0080-\\u009f]");

  private final Path file;
  private final Consumer<String> printer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long position;

  LogTail(Path file, Consumer<String> printer) {
    this.file = file;
    this.printer = printer;
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
        take(buffer);
        buffer.clear();
        count = channel.read(buffer, position);
      }
    }
  }

  private void take(ByteBuffer buffer) {
    while (buffer.hasRemaining()) {
      byte next = buffer.get();
      if (next == '\n') {
        print();
      } else {
        line.write(next);
      }
    }
  }

  /** Prints the last line, although no line end is behind it. */
  void printRest() {
    if (line.size() > 0) {
      print();
    }
  }

  private void print() {
    printer.accept(CONTROL.matcher(line.toString(StandardCharsets.UTF_8)).replaceAll(""));
    line.reset();
  }
}
