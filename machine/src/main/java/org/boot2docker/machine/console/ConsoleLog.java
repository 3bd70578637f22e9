package org.boot2docker.machine.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The file that QEMU writes the console to, read as it grows. */
final class ConsoleLog {
  /** Control sequences of ECMA-48, carriage returns and other control characters but line end. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "\u001b\\[[0-9;?=]*[ -/]*[@-~]|\u001b[()][0-9A-B]|\u001b[=>78cM]|[\\x00-\\x08\\x0b-\\x1f]");

  /** A guest that talks without end must not fill this program's memory. */
  private static final int MOST_UNREAD = 4 << 20;

  private final Path file;
  private final StringBuilder unread = new StringBuilder();
  private long position;

  ConsoleLog(Path file) {
    this.file = file;
  }

  /** All that no wait has taken yet. */
  String unread() throws IOException {
    unread.append(readOn());
    if (unread.length() > MOST_UNREAD) {
      unread.delete(0, unread.length() - MOST_UNREAD);
    }
    return CONTROL.matcher(unread).replaceAll("");
  }

  /** Takes characters off the text that {@link #unread} just gave. */
  void consume(int characters) {
    String rest = CONTROL.matcher(unread).replaceAll("").substring(characters);
    unread.setLength(0);
    unread.append(rest);
  }

  private String readOn() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      if (channel.size() < position) {
        // The machine was started again.
        position = 0;
        unread.setLength(0);
      }
      channel.position(position);
      ByteBuffer buffer =
          ByteBuffer.allocate((int) Math.min(MOST_UNREAD, channel.size() - position));
      int count = channel.read(buffer);
      while (count >= 0 && buffer.hasRemaining()) {
        count = channel.read(buffer);
      }
      position = channel.position();
      // Latin text only matters to waits: a character cut in two shows as two odd ones.
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }

  /** The last lines of the log, without empty ones. */
  List<String> lastLines(int most) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    ConsoleLog all = new ConsoleLog(file);
    all.position = Math.max(0, Files.size(file) - 65536);
    List<String> lines = all.unread().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
