package org.boot2docker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker info}. */
@Command(
    name = "info",
    aliases = "inspect",
    description = "Show what is known of a machine: state, memory, folder, disk and settings.")
final class InfoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

  @Mixin MachineArgument machineOptions;
  @Mixin CommonOptions common;

  InfoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode info = info(machineOptions.existing());
    if (json) {
      terminal.print(Json.text(info));
    } else {
      print("", info);
    }
    return 0;
  }

  private static ObjectNode info(Machine machine) throws IOException {
    ObjectNode info = (ObjectNode) Json.parse(machine.status().toJson());
    Settings used =
        machine.isRunning() ? SettingsFile.read(machine.directory()) : machine.settings();
    info.put("memoryMiB", used.memoryMiB());
    info.put(
        "cpus",
        used.one(Setting.CPUS).map(Integer::parseInt).orElse(MachineSpec.Builder.defaultCpus()));
    info.put("folder", machine.directory().path().toString());
    Path disk = machine.directory().disk();
    if (Files.exists(disk)) {
      info.putObject("ownDisk")
          .put("file", disk.toString())
          .put("bytes", NewDisk.size(disk))
          .put("fileBytes", Files.size(disk));
    }
    info.put("settingsFile", machine.directory().configFile().toString());
    info.set("settings", SettingsJson.of(machine.settings()));
    return info;
  }

  private void print(String prefix, ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      if (value instanceof ObjectNode inner) {
        print(prefix + field.getKey() + ".", inner);
      } else {
        String text = value.isTextual() ? value.asText() : value.toString();
        terminal.print(prefix + field.getKey() + ": " + text);
      }
    }
  }
}
