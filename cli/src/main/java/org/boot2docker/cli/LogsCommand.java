package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker logs}. */
@Command(
    name = "logs",
    description =
        "Print a log of the machine. For Docker's own log run: boot2docker ssh cat"
            + " /var/log/docker.log")
final class LogsCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 200;

  private final Terminal terminal;

  /** The logs in a machine's folder. */
  enum Kind {
    CONSOLE,
    PREVIOUS,
    QEMU,
    TUNNEL;

    Path in(MachineDirectory directory) {
      return switch (this) {
        case CONSOLE -> directory.consoleLog();
        case PREVIOUS -> directory.previousConsoleLog();
        case QEMU -> directory.qemuLog();
        case TUNNEL -> directory.tunnelLog();
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
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). previous is the console of the"
              + " start before; a saved machine that is resumed goes on with its console.")
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
    Path file = kind.in(of.directory());
    if (!Files.isRegularFile(file) && !(follow && of.isRunning())) {
      throw new MachineException(
          "machine %s has no log %s yet: start it with 'boot2docker up'"
              .formatted(machine.name(), file));
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

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while following the log", e);
    }
  }
}
