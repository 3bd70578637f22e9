package org.boot2docker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.ports.PortsFile;
import org.boot2docker.machine.ports.PublishedPort;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.MachineConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker port}. */
@Command(
    name = "port",
    description =
        "List the ports of this host that lead to the machine: SSH, those of up -p, and those that"
            + " containers publish. There are none while the machine does not run.")
final class PortCommand implements Callable<Integer> {
  private static final int SSH = 22;

  private final Terminal terminal;

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  PortCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine existing = machine.existing();
    List<PortForward> forwards = forwards(existing);
    List<PortsFile.Line> published = List.of();
    if (existing.isRunning()) {
      published = new PortsFile(existing.directory().ports()).read();
    } else {
      forwards = List.of();
      terminal.say(
          "machine %1$s does not run, so no port leads to it: start it with 'boot2docker up %1$s'"
              .formatted(machine.name()));
    }
    print(forwards, published);
    return 0;
  }

  void print(List<PortForward> forwards, List<PortsFile.Line> published) {
    if (json) {
      terminal.print(
          Json.text(
              new Ports(
                  forwards.stream().map(Forwarded::of).toList(),
                  published.stream().map(Published::of).toList())));
    } else {
      forwards.forEach(each -> terminal.print("%s -> %d".formatted(each.host(), each.guestPort())));
      published.forEach(line -> terminal.print(text(line)));
    }
  }

  private record Ports(List<Forwarded> forwarded, List<Published> published) {}

  /** A port of this host that leads to a port of the machine, for scripts. */
  private record Forwarded(String protocol, String hostAddress, int hostPort, int guestPort) {
    static Forwarded of(PortForward forward) {
      return new Forwarded(
          forward.protocol().toString(),
          forward.hostAddress(),
          forward.hostPort(),
          forward.guestPort());
    }
  }

  /** A port of this host that leads to the same one of the machine, for scripts. */
  private record Published(
      String protocol, String hostAddress, int hostPort, String target, String problem) {
    static Published of(PortsFile.Line line) {
      PublishedPort port = line.port();
      return new Published(
          port.protocol().toString(), port.address(), port.port(), line.target(), line.problem());
    }
  }

  private static String text(PortsFile.Line line) {
    String problem = line.problem().isEmpty() ? "" : " (not forwarded: " + line.problem() + ")";
    String target = line.target().isEmpty() ? "container" : line.target();
    return "%s -> %s%s".formatted(line.port(), target, problem);
  }

  private static List<PortForward> forwards(Machine machine) throws IOException {
    List<PortForward> forwards = new ArrayList<>();
    int ssh = MachineConfig.read(machine.directory()).sshPort();
    if (ssh > 0) {
      forwards.add(new PortForward(ssh, SSH));
    }
    forwards.addAll(SettingsFile.read(machine.directory()).forwards());
    return forwards;
  }
}
