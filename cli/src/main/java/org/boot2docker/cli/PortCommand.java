package org.boot2docker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.MachineConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker port}. */
@Command(
    name = "port",
    description =
        "List the ports of 127.0.0.1 that are forwarded to the machine: SSH, and those of up -p.")
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
    List<PortForward> forwards = forwards(machine.existing());
    if (json) {
      terminal.print(Json.text(forwards));
    } else {
      forwards.forEach(
          each ->
              terminal.print("127.0.0.1:%d -> %d".formatted(each.hostPort(), each.guestPort())));
    }
    return 0;
  }

  private static List<PortForward> forwards(Machine machine) throws IOException {
    List<PortForward> forwards = new ArrayList<>();
    int ssh = MachineConfig.read(machine.directory()).sshPort();
    if (ssh > 0) {
      forwards.add(new PortForward(ssh, SSH));
    }
    SettingsFile.read(machine.directory()).all(Setting.PUBLISH).stream()
        .map(PortForward::parse)
        .forEach(forwards::add);
    return forwards;
  }
}
