package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.boot2docker.contract.LogPhrases;

/**
 * Init's messages, which go to the kernel's log so that they are in order with the kernel's own.
 */
public final class Log {
  private static final int ERROR = 3;
  private static final int INFO = 6;

  /** Of a message in a line: of lines longer than 976 bytes, or 1024, Linux's log takes nothing. */
  private static final int MOST_BYTES = 940;

  /** In UTF-8 at most, of one of Java's. */
  private static final int BYTES_OF_A_CHARACTER = 3;

  /** Without it the kernel shows a message only when the next one comes. */
  private static final String LINE_END = "\n";

  private final Files files;

  /** Logs to a device among these files. */
  public Log(Files files) {
    this.files = files;
  }

  /** A step that went well: only in the log. */
  public void info(String message) {
    record(INFO, message);
  }

  /** A failure: in the log, and the kernel shows it on the console. */
  public void error(String message) {
    record(ERROR, message);
  }

  /** A message for whoever looks at any of the kernel's consoles, which is logged too. */
  public void announce(String message) {
    info(message);
    List<String> consoles = Text.words(Text.line(files, "/sys/class/tty/console/active"));
    for (String console : consoles.isEmpty() ? List.of("console") : consoles) {
      write("/dev/" + console, LogPhrases.PREFIX + message + "\r\n");
    }
  }

  /** Logs a call's failure, if it failed, and says whether it went well. */
  public boolean check(int result, String what) {
    if (result < 0) {
      error(what + " failed: error " + -result);
    }
    return result >= 0;
  }

  /** A message that is too long for a line gets several. */
  private void record(int level, String message) {
    String start = "<" + level + ">" + LogPhrases.PREFIX;
    if (message.length() <= MOST_BYTES / BYTES_OF_A_CHARACTER) {
      write("/dev/kmsg", start + message + LINE_END);
      return;
    }
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < text.length) {
      int end = lineEnd(text, at);
      String line = new String(text, at, end - at, StandardCharsets.UTF_8).trim();
      write("/dev/kmsg", start + line + LINE_END);
      at = end;
    }
  }

  /** Where a line ends that begins there: at a blank, if there is one, and never in a character. */
  private static int lineEnd(byte[] text, int from) {
    int most = from + MOST_BYTES;
    if (text.length <= most) {
      return text.length;
    }
    int blank = most;
    while (blank > from && text[blank] != ' ') {
      blank--;
    }
    int end = most;
    while ((text[end] & 0xc0) == 0x80) {
      end--;
    }
    return blank > from ? blank : end;
  }

  private void write(String device, String line) {
    int flags = Linux.O_WRONLY | Linux.O_NONBLOCK | Linux.O_NOCTTY;
    int fd = files.open(device, flags, 0);
    if (fd >= 0) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      files.write(fd, bytes, 0, bytes.length);
      files.close(fd);
    }
  }
}
