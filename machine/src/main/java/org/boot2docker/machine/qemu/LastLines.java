package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The end of a log file; of a file that isn't there, nothing. */
public record LastLines(Path file) {
  /** A log can be larger than memory. */
  private static final int MOST_BYTES = 16 * 1024;

  /** The last bytes, as text: bytes that are no UTF-8 become replacement characters. */
  public String text() throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
      channel.position(channel.size() - end.capacity());
      int count = channel.read(end);
      while (count > 0 && end.hasRemaining()) {
        count = channel.read(end);
      }
      return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
    }
  }

  /** The last lines that aren't blank, at most so many. */
  public List<String> lines(int most) throws IOException {
    List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
