package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.autostart.Autostart;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code boot2docker autostart}. */
@Command(
    name = "autostart",
    description =
        "Start a machine whenever you log in: by systemd, launchd (macOS) or the Task Scheduler"
            + " (Windows). On Linux it is stopped when you log out.")
final class AutostartCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** What to do. */
  enum Action {
    ENABLE,
    DISABLE,
    STATUS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "status",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Action action = Action.STATUS;

  @Option(names = "--json", description = "Print the state as JSON.")
  boolean json;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  AutostartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine named = machine.existing();
    Autostart autostart = of(named);
    switch (action) {
      case ENABLE -> {
        requireNoHostProxy(named);
        autostart.enable();
      }
      case DISABLE -> autostart.disable();
      case STATUS -> {}
    }
    String state = autostart.state().toString().toLowerCase(Locale.ROOT);
    if (json) {
      terminal.print(Json.text(new Report(named.name(), state, autostart.file().toString())));
      return 0;
    }
    terminal.print(
        "autostart of machine %s is %s"
            .formatted(
                named.name(),
                switch (autostart.state()) {
                  case ENABLED -> "enabled by " + autostart.file();
                  case WRITTEN -> "written in " + autostart.file() + ", but not enabled";
                  case DISABLED -> "disabled";
                }));
    if (action == Action.ENABLE && !autostart.note().isEmpty()) {
      terminal.say(autostart.note());
    }
    return 0;
  }

  /** A login has none of the variables of a shell, and a file must not hold their passwords. */
  private static void requireNoHostProxy(Machine machine) throws IOException {
    if (machine.settings().all(Setting.PROXY).contains(Setting.HOST)) {
      throw new MachineException(
          "machine %1$s takes the proxy from the environment of its start, which a login has not: give its address first: 'boot2docker config set proxy=URL --name %1$s'"
              .formatted(machine.name()));
    }
  }

  /** What {@code --json} prints. */
  private record Report(String name, String state, String file) {}

  /** That of a machine, started by this tool. */
  static Autostart of(Machine machine) throws IOException {
    return Autostart.of(machine.directory(), program(), System.getenv());
  }

  /** The launcher is a shell script, which Windows can't run. */
  private static List<String> program() {
    Path launcher = Directories.launcher().toAbsolutePath().normalize();
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      return List.of(launcher.toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java.exe").toString(),
        "-D" + Directories.ROOT_PROPERTY + "=" + launcher.getParent(),
        "-jar",
        Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
  }
}
