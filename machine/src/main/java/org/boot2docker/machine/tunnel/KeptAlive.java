package org.boot2docker.machine.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that a shell starts again when it dies, as by {@code kill -9} or for want of memory. A
 * shell waits with a few hundred KB.
 *
 * @param own file with the program's process id, which it writes when it works; whoever ends it
 *     deletes the file
 * @param needed file with the id of the process without which it has no use
 * @param log of the program, in which its deaths are noted
 */
record KeptAlive(Path own, Path needed, Path log) {
  private static final String SCRIPT = "keep-alive.sh";

  /**
   * The shell, as what runs the program whose command follows. It passes SIGTERM on, and ends with
   * the program's exit status.
   */
  List<String> shell() throws IOException {
    return List.of(
        "/bin/sh",
        "-c",
        script(),
        "boot2docker-keep-alive",
        own.toString(),
        needed.toString(),
        log.toString());
  }

  /** Without its comments, for all of it is to be seen among the processes. */
  private static String script() throws IOException {
    try (InputStream in = KeptAlive.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is missing in this program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"));
    }
  }
}
