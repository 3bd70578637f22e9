package org.boot2docker.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program {@code boot2docker}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(new Terminal(System.out, System.err), arguments));
  }

  /** All commands with their options. */
  static CommandLine commands(Terminal terminal) {
    CommandLine line = new CommandLine(new RootCommand(), new CommandFactory(terminal));
    line.setOut(terminal.outWriter());
    line.setErr(terminal.errWriter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // A word that begins with @ is a word, also in a command for the guest, and names no file here.
    line.setExpandAtFiles(false);
    // What follows the first word of the guest's command is the guest's business, options too.
    Objects.requireNonNull(line.getSubcommands().get("ssh")).setStopAtPositional(true);
    CommandLine run = Objects.requireNonNull(line.getSubcommands().get("run"));
    run.setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(true);
    leaveShortOptionsToDocker(run.getCommandSpec());
    WholeWordHelp.use(line);
    line.setExecutionExceptionHandler(new ErrorPrinter(terminal));
    line.setParameterExceptionHandler(new UsageErrorPrinter(terminal));
    return line;
  }

  /** In docker run -h is the container's host name. */
  private static void leaveShortOptionsToDocker(CommandSpec run) {
    OptionSpec help = Objects.requireNonNull(run.findOption("--help"));
    run.remove(help).addOption(OptionSpec.builder(help).names("--help").build());
  }

  /** Runs one command; gives its exit code. */
  static int run(Terminal terminal, String... arguments) {
    CommandLine line = commands(terminal);
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      terminal.say(
          "boot2docker: Java's heap is too small ("
              + e.getMessage()
              + "): give it more, for example JAVA_TOOL_OPTIONS=-Xmx4g boot2docker ...");
      return 1;
    } catch (Error e) {
      terminal.say("boot2docker: internal error (" + e + "): report it");
      return 1;
    }
  }
}
