package org.boot2docker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.MachineStatus.State;
import org.boot2docker.machine.state.MachineConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the machines: whether they run, their SSH ports and images.")
final class ListCommand implements Callable<Integer> {
  /** How many are asked at once; those that don't answer take seconds. */
  private static final int AT_ONCE = 16;

  private final Terminal terminal;

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

  @Mixin CommonOptions common;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private record Row(String name, String state, int sshPort, String image) {
    ObjectNode toJson() {
      return Json.object()
          .put("name", name)
          .put("state", state)
          .put("sshPort", sshPort)
          .put("image", image);
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Row> rows = rows(Machine.names(System.getenv()));
    if (json) {
      terminal.print(Json.text(rows.stream().map(Row::toJson).toList()));
      return 0;
    }
    if (rows.isEmpty()) {
      terminal.say("there is no machine: create one with 'boot2docker up'");
    } else {
      print(rows);
    }
    return 0;
  }

  private List<Row> rows(List<String> names) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(names.size(), AT_ONCE)));
    try {
      List<CompletableFuture<Row>> rows =
          names.stream()
              .map(name -> CompletableFuture.supplyAsync(() -> row(name), threads))
              .toList();
      return rows.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }

  /** A machine whose files are damaged must not hide the others. */
  private Row row(String name) {
    try {
      Machine machine = Machine.named(name);
      MachineConfig config = MachineConfig.read(machine.directory());
      State state = machine.state();
      int port = state.runs() ? config.sshPort() : 0;
      return new Row(name, state.toString(), port, config.image());
    } catch (IOException e) {
      terminal.say("boot2docker: " + e.getMessage());
      return new Row(name, "damaged", 0, "");
    }
  }

  private void print(List<Row> rows) {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String format = "%-" + Math.max("NAME".length(), width) + "s  %-8s  %-5s  %s";
    terminal.print(String.format(Locale.ROOT, format, "NAME", "STATE", "SSH", "IMAGE"));
    for (Row row : rows) {
      String port = row.sshPort() == 0 ? "-" : Integer.toString(row.sshPort());
      terminal.print(
          String.format(Locale.ROOT, format, row.name(), row.state(), port, row.image()).strip());
    }
  }
}
