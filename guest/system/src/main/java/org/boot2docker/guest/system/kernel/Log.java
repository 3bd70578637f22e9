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

  /** Without it the kernel shows a message only when the next one comes. */
  private static final String LINE_END = "\n";

  private final Files files;

  /** Logs to a device among these files. */
  public Log(Files files) {
    this.files = files;
  }

  /** A step that went well: only in the log. */
  public void info(String message) {
    write("/dev/kmsg", "<" + INFO + ">" + LogPhrases.PREFIX + message + LINE_END);
  }

  /** A failure: in the log, and the kernel shows it on the console. */
  public void error(String message) {
    write("/dev/kmsg", "<" + ERROR + ">" + LogPhrases.PREFIX + message + LINE_END);
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
