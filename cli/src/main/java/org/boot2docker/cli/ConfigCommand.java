package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.ConfigKey;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker config}. */
@Command(
    name = "config",
    aliases = "cfg",
    description = {
      "Show or change the settings that the machine's next start uses.",
      "A running machine takes ports, stop, context-use and template at once; for the others run"
          + " restart."
    },
    footer = {
      "Examples:",
      "  boot2docker config set memory=4G cpus=4",
      "  boot2docker config set ports=8080:80 ports=8443:443",
      "  boot2docker config get ports --name web"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** What to do with the settings. */
  enum Action {
    SHOW,
    GET,
    EDIT,
    SET,
    PATH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "show",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Action action = Action.SHOW;

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description =
          "For set: a setting and its new value; without a value it has its default again. Ports,"
              + " shares and disks can be given several times. For get: the setting alone, whose"
              + " value is printed unless it is the default.")
  List<String> changes = List.of();

  @Option(names = "--json", description = "Show it as JSON.")
  boolean json;

  @Spec CommandSpec spec;
  @Mixin MachineOptions machineOptions;
  @Mixin CommonOptions common;

  ConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    requireFitting();
    boolean reads = action == Action.SHOW || action == Action.GET;
    Machine machine =
        reads && machineOptions.given != null
            ? machineOptions.existing()
            : machineOptions.machine();
    switch (action) {
      case SHOW -> show(machine);
      case GET -> get(machine);
      case EDIT -> edit(machine);
      case SET -> {
        // What is refused leaves no folder.
        changed(machine.settings());
        boolean made = !machine.exists();
        sayKept(machine, made, machine.keep(this::changed, terminal::say));
      }
      case PATH -> terminal.print(machine.directory().configFile().toString());
    }
    return 0;
  }

  private void requireFitting() {
    String wrong =
        switch (action) {
          case SET ->
              changes.isEmpty() ? "there is nothing to set: write config set KEY=VALUE" : "";
          case GET -> changes.size() == 1 ? "" : "write config get KEY";
          default -> changes.isEmpty() ? "" : tooMuch(changes.get(0));
        };
    if (!wrong.isEmpty()) {
      throw new ParameterException(spec.commandLine(), wrong);
    }
  }

  /** Most commands take a machine's name where this one takes settings. */
  private String tooMuch(String word) {
    String meant = "config %s --name %s".formatted(action, word);
    if (word.contains("=")) {
      meant = "config set " + word;
    } else if (ConfigKey.named(word).isPresent()) {
      meant = "config get " + word;
    }
    return "'%s' is too much: write %s".formatted(word, meant);
  }

  /** Each value is a line; there is none of a setting that has its default. */
  private void get(Machine machine) throws IOException {
    ConfigKey key;
    try {
      key = KeptSettings.key(changes.get(0));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    List<String> values = key.of(machine.settings());
    if (json) {
      terminal.print(Json.text(values));
    } else {
      values.forEach(terminal::print);
    }
  }

  private void show(Machine machine) throws IOException {
    Settings settings = machine.settings();
    if (!json) {
      terminal.print(KeptSettings.changed(settings, machine.directory()).stripTrailing());
      return;
    }
    terminal.print(Json.text(SettingsJson.of(settings)));
  }

  private Settings changed(Settings before) {
    Map<ConfigKey, List<String>> values = new LinkedHashMap<>();
    Settings settings = before;
    try {
      for (String change : changes) {
        int equals = change.indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException(
              "'%s' has no value: write %s=VALUE".formatted(change, change));
        }
        ConfigKey key = KeptSettings.key(change.substring(0, equals));
        String value = change.substring(equals + 1);
        List<String> all = values.computeIfAbsent(key, any -> new ArrayList<>());
        if (!value.isEmpty()) {
          all.add(value);
        }
        if (all.size() > 1 && !key.isList()) {
          throw new IllegalArgumentException(key.key() + " is given twice: give it once");
        }
      }
      List<ConfigKey> set = new ArrayList<>();
      for (Map.Entry<ConfigKey, List<String>> entry : values.entrySet()) {
        Settings next = put(settings, entry.getKey(), entry.getValue());
        requireKept(set, settings, next, entry.getKey());
        set.add(entry.getKey());
        settings = next;
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return settings;
  }

  private static void requireKept(
      List<ConfigKey> set, Settings before, Settings after, ConfigKey by) {
    for (ConfigKey key : set) {
      if (!key.of(before).equals(key.of(after))) {
        throw new IllegalArgumentException(
            "%s and %s exclude each other: give one of them".formatted(key.key(), by.key()));
      }
    }
  }

  private static Settings put(Settings settings, ConfigKey key, List<String> values) {
    try {
      return key.put(settings, values, Path.of(""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key.key() + ": " + e.getMessage(), e);
    }
  }

  private void sayKept(Machine machine, boolean made, List<String> waiting) {
    String name = machine.name();
    String argument = name.equals(MachineDirectory.DEFAULT_NAME) ? "" : " " + name;
    if (made) {
      terminal.say(
          "machine %s is new and has these settings: start it with 'boot2docker up%s'"
              .formatted(name, argument));
    } else if (waiting.isEmpty()) {
      terminal.say("the settings of machine %s are kept".formatted(name));
    } else if (machine.isSaved()) {
      terminal.say(
          "kept for the next boot of machine %s, which is saved: %s: run 'boot2docker restart%s' to boot now, which ends what ran in it"
              .formatted(name, String.join(", ", waiting), argument));
    } else {
      terminal.say(
          "kept for the next start: %s: run 'boot2docker restart%s' to use it now"
              .formatted(String.join(", ", waiting), argument));
    }
  }

  /** A copy with a mistake is edited further; one that is older than the settings is put aside. */
  private boolean hasBegun(Path copy, Path settings) throws IOException {
    if (!Files.exists(copy)) {
      return false;
    }
    requireFile(copy);
    boolean changed =
        Files.exists(settings)
            && Files.getLastModifiedTime(settings).compareTo(Files.getLastModifiedTime(copy)) > 0;
    if (changed) {
      Path old = copy.resolveSibling(copy.getFileName() + ".old");
      Files.move(copy, old, StandardCopyOption.REPLACE_EXISTING);
      terminal.say(
          "the settings have changed since the last 'config edit', whose text is now %s: copy from it what you still want"
              .formatted(old));
    }
    return !changed;
  }

  private static void requireFile(Path file) throws MachineException {
    if (!Files.isRegularFile(file)) {
      throw new MachineException("%s is no file: move it away".formatted(file));
    }
  }

  /** What is to be edited; a file with a mistake as it is, for that is why it is edited. */
  private void copy(Machine machine, Path copy) throws IOException {
    try {
      AtomicFile.text(copy, KeptSettings.changed(machine.settings(), machine.directory()));
    } catch (IOException e) {
      terminal.say(String.valueOf(e.getMessage()));
      AtomicFile.copy(machine.directory().configFile(), copy);
    }
  }

  /** The user edits a copy: what can't be read never becomes the machine's settings. */
  private void edit(Machine machine) throws IOException {
    MachineDirectory directory = machine.directory();
    boolean made = !machine.exists();
    boolean fresh = !Files.exists(directory.path());
    directory.create();
    Path copy = directory.path().resolve("machine.edit.yaml");
    if (Files.exists(directory.configFile())) {
      requireFile(directory.configFile());
    }
    byte[] before = KeptSettings.bytes(directory);
    boolean begun = hasBegun(copy, directory.configFile());
    if (!begun) {
      copy(machine, copy);
    }
    boolean edited = false;
    try {
      Editor.edit(copy, System.getenv());
      edited = true;
    } finally {
      if (!edited && !begun) {
        Files.deleteIfExists(copy);
        if (fresh) {
          deleteIfEmpty(directory.path());
        }
      }
    }
    requireUsable(copy);
    sayKept(machine, made, machine.replaceSettings(copy, before, terminal::say));
  }

  /** Another command may have made the machine meanwhile. */
  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // It has.
    }
  }

  private static void requireUsable(Path copy) throws IOException {
    if (!Files.exists(copy) || Files.size(copy) == 0) {
      Files.deleteIfExists(copy);
      throw new MachineException(
          "the editor has left no text, and nothing is changed: to have all defaults, write a"
              + " comment (#)");
    }
    try {
      KeptSettings.of(copy).requirePossible();
    } catch (IllegalArgumentException | MachineException e) {
      throw new MachineException(
          e.getMessage() + "; nothing is changed, and 'config edit' goes on with this text", e);
    }
  }
}
