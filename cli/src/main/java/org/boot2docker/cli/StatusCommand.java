package org.boot2docker.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.machine.MachineStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker status}. */
@Command(name = "status", description = "Show whether the machine runs and Docker answers.")
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    MachineStatus status = machine.existing().status();
    if (json) {
      terminal.print(status.toJson());
      return 0;
    }
    terminal.print("machine  " + status.name() + ": " + status.state());
    if (status.state() == MachineStatus.State.HELD) {
      terminal.print(
          "held     the disk of this computer is full: make room, then run 'boot2docker up %s'"
              .formatted(status.name()));
    }
    if (status.state() == MachineStatus.State.SAVED) {
      terminal.print("image    " + status.image());
      terminal.print("resume   boot2docker up " + status.name());
    }
    if (status.runs()) {
      terminal.print("image    " + status.image());
      terminal.print(
          "qemu     pid "
              + status.pid()
              + ", "
              + status.accelerator()
              + ", up "
              + time(status.uptime()));
      terminal.print("ssh      docker@127.0.0.1 port " + status.sshPort());
      terminal.print("docker   " + status.dockerVersion().orElse("does not answer yet"));
      terminal.print("socket   " + status.dockerSocket());
    }
    return 0;
  }

  private static String time(Duration uptime) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        uptime.toHours(),
        uptime.toMinutesPart(),
        uptime.toSecondsPart());
  }
}
