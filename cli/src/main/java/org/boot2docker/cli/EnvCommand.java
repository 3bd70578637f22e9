package org.boot2docker.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker env}. */
@Command(
    name = "env",
    aliases = "shellinit",
    description =
        "Print the commands that make a shell's Docker clients use the machine."
            + " In sh run: eval \"$$(boot2docker env)\"")
final class EnvCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** The shells, each with its way to set a variable and to remove one. */
  enum Shell {
    SH("export %s='%s'", "unset %s"),
    BASH("export %s='%s'", "unset %s"),
    ZSH("export %s='%s'", "unset %s"),
    FISH("set -gx %s '%s'", "set -e %s"),
    POWERSHELL("$Env:%s = '%s'", "Remove-Item -ErrorAction Ignore Env:%s"),
    CMD("SET \"%s=%s\"", "SET %s=");

    private final String set;
    private final String unset;

    Shell(String set, String unset) {
      this.set = set;
      this.unset = unset;
    }

    String set(String name, String value) {
      return set.formatted(name, quoted(value));
    }

    String unset(String name) {
      return unset.formatted(name);
    }

    private String quoted(String value) {
      return switch (this) {
        case SH, BASH, ZSH -> value.replace("'", "'\\''");
        case FISH -> value.replace("\\", "\\\\").replace("'", "\\'");
        case POWERSHELL -> value.replace("'", "''");
        case CMD -> value.replace("%", "%%");
      };
    }

    static Shell ofThisProcess() {
      return of(System.getenv(), System.getProperty("os.name", ""));
    }

    /** The one in use, as far as the environment says so. */
    static Shell of(Map<String, String> environment, String system) {
      if (environment.getOrDefault("SHELL", "").endsWith("/fish")) {
        return FISH;
      }
      boolean posix = environment.containsKey("SHELL") || !system.startsWith("Windows");
      return posix ? SH : POWERSHELL;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--shell",
      paramLabel = "SHELL",
      description = "${COMPLETION-CANDIDATES} (default: the one that $$SHELL names).")
  @Nullable Shell shell;

  @Option(
      names = {"-u", "--unset"},
      description = "Print the commands that undo it.")
  boolean unset;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  EnvCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Shell used = shell == null ? Shell.ofThisProcess() : shell;
    if (unset) {
      terminal.print(used.unset("DOCKER_HOST"));
      return 0;
    }
    terminal.print(used.set("DOCKER_HOST", "unix://" + machine.existing().dockerSocket()));
    // Of another machine: with them a client would speak TLS on the socket.
    terminal.print(used.unset("DOCKER_TLS_VERIFY"));
    terminal.print(used.unset("DOCKER_CERT_PATH"));
    return 0;
  }
}
