package org.boot2docker.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker logs}. */
@Command(name = "logs", description = "Print a log of the machine: its console, or another one.")
final class LogsCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 200;

  /**
   * Prints from where it reads on, and what is there: from the beginning when the log was made
   * shorter.
   */
  private static final String READ =
      """
      f=/var/log/docker.log; o=%d
      [ "$(stat -L -c %%s $f)" -ge $o ] || o=0
      echo $o; tail -c +$((o + 1)) $f
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
    try (SshSession session = of.ssh()) {
      long offset = 0;
      do {
        ExecResult read = session.exec(READ.formatted(offset));
        String[] parts = read.out().split("\n", 2);
        offset = Long.parseLong(parts[0]) + parts[1].getBytes(StandardCharsets.UTF_8).length;
        parts[1].lines().forEach(terminal::print);
        if (follow && parts[1].isEmpty()) {
          pause();
        }
      } while (follow && of.isRunning());
    } catch (IOException e) {
      if (!follow || of.isRunning()) {
        throw e;
      }
    }
    return 0;
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
