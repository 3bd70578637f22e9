package org.boot2docker.machine.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.boot2docker.formats.text.Progress;

/** A log file without repetitions, which is truncated when it has grown large. */
final class TunnelLog implements Progress {
  private static final long MOST_BYTES = 256 * 1024;

  private final Path file;
  private String last = "";

  TunnelLog(Path file) {
    this.file = file;
  }

  @Override
  public synchronized void say(String line) {
    if (line.equals(last)) {
      return;
    }
    last = line;
    try {
      boolean large = Files.exists(file) && Files.size(file) > MOST_BYTES;
      Files.writeString(
          file,
          Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n",
          StandardOpenOption.CREATE,
          large ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      // A full disk must not stop the tunnel; standard error goes to the same folder at best.
      System.err.println(line);
    }
  }
}
