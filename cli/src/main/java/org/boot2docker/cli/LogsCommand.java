package org.boot2docker.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.UserShell;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker logs}. */
@Command(name = "logs", description = "Print a log of the machine: its console, or another one.")
final class LogsCommand implements Callable<Integer> {
  private static final int POLL_MILLIS = 200;
  private static final int ENDING_MILLIS = 30_000;

  /**
   * Prints what was added since a position, all of a log that was begun anew; and as an error where
   * it ends now.
   */
  private static final String READ =
      """
      f=/var/log/docker.log; o=%d; e=$(stat -L -c %%s $f 2> /dev/null) || exit 1
      [ $e -ge $o ] || o=0
      echo $e >&2; exec 2> /dev/null; tail -c +$((o + 1)) $f | head -c $((e - o))
      """;

  private final Terminal terminal;

  /** The logs in a machine's folder. */
  enum Kind {
    CONSOLE,
    PREVIOUS,
    QEMU,
    TUNNEL,
    DOCKER;

    Path in(MachineDirectory directory) {
      return switch (this) {
        case CONSOLE -> directory.consoleLog();
        case PREVIOUS -> directory.previousConsoleLog();
        case QEMU -> directory.qemuLog();
        case TUNNEL -> directory.tunnelLog();
        case DOCKER -> throw new IllegalStateException("Docker's log is in the guest");
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--of",
      paramLabel = "LOG",
      defaultValue = "console",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). docker is in the machine, which must"
              + " run for it. previous is the console of the start before; a saved machine that is resumed goes on with its console.")
  Kind kind;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is added, until the machine ends.")
  boolean follow;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  LogsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine of = machine.existing();
    if (kind == Kind.DOCKER) {
      return docker(of);
    }
    Path file = kind.in(of.directory());
    if (!Files.isRegularFile(file) && !(follow && of.isRunning())) {
      throw new MachineException(
          "machine %1$s has no log %2$s yet: %3$s"
              .formatted(
                  machine.name(),
                  file,
                  of.isRunning()
                      ? "it will have one after its next start"
                      : "start it with 'boot2docker up " + machine.name() + "'"));
    }
    LogTail tail = new LogTail(file, terminal::print);
    boolean running = follow;
    while (running) {
      if (terminal.isUnread()) {
        return UserShell.UNREAD;
      }
      // Asked first: what QEMU writes last is then read, too.
      running = of.isRunning();
      tail.printNew();
      pause();
    }
    tail.printNew();
    tail.printRest();
    return 0;
  }

  /** It is in the guest. What is read there ends by itself, also when nobody waits for it. */
  private int docker(Machine of) throws IOException {
    LogLines lines = new LogLines(terminal::print);
    long end = 0;
    try (SshSession session = of.ssh()) {
      do {
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        ByteArrayOutputStream position = new ByteArrayOutputStream();
        if (session.exec(READ.formatted(end), InputStream.nullInputStream(), added, position)
            != 0) {
          throw new MachineException(
              "machine %s has no log of Docker yet: try again when Docker runs"
                  .formatted(of.name()));
        }
        end = Long.parseLong(position.toString(StandardCharsets.US_ASCII).strip());
        lines.take(ByteBuffer.wrap(added.toByteArray()));
        if (terminal.isUnread()) {
          return UserShell.UNREAD;
        }
        if (follow && added.size() == 0) {
          pause();
        }
      } while (follow && of.isRunning());
    } catch (IOException e) {
      boolean begun = end > 0;
      if (!follow || !begun || !endsSoon(of)) {
        throw e;
      }
    }
    lines.printRest();
    return 0;
  }

  /** A guest that shuts down ends its SSH server before its QEMU ends. */
  private static boolean endsSoon(Machine of) throws IOException {
    for (int left = ENDING_MILLIS / POLL_MILLIS; of.isRunning() && left > 0; left--) {
      pause();
    }
    return !of.isRunning();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while following the log", e);
    }
  }
}
