package org.boot2docker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All commands with their options. To make one of them takes some milliseconds, and to make all of
 * them longer than most take to run.
 */
final class Commands {
  private static final List<Class<?>> ALL =
      List.of(
          UpCommand.class,
          SshCommand.class,
          StatusCommand.class,
          StopCommand.class,
          SaveCommand.class,
          RestartCommand.class,
          UpgradeCommand.class,
          AutostartCommand.class,
          KillCommand.class,
          DeleteCommand.class,
          ListCommand.class,
          LogsCommand.class,
          PortCommand.class,
          EnvCommand.class,
          ConfigCommand.class,
          RunCommand.class,
          ResizeCommand.class,
          SnapshotCommand.class,
          SwarmCommand.class,
          RenameCommand.class,
          CloneCommand.class,
          ExportCommand.class,
          ImportCommand.class,
          PruneCommand.class,
          InitCommand.class,
          InfoCommand.class,
          CpCommand.class,
          IpCommand.class,
          SocketCommand.class,
          SshConfigCommand.class,
          BuildCommand.class,
          LockCommand.class,
          ModulesCommand.class,
          DownloadCommand.class,
          ReleaseCommand.class,
          VerifyCommand.class,
          DiffCommand.class,
          DescriptionCommand.class,
          BenchCommand.class,
          SizeCommand.class,
          CompletionCommand.class,
          ManCommand.class,
          VersionCommand.class,
          HelpCommand.class);

  /** Those that tell of all others. */
  private static final Set<Class<?>> TELLING =
      Set.of(CompletionCommand.class, ManCommand.class, HelpCommand.class);

  private static final String UP = "up";
  private static final String OPTION = "-";

  private Commands() {}

  /** The program with all of them. */
  static CommandLine all(Terminal terminal) {
    return program(terminal, ALL);
  }

  /** Runs what the arguments say; gives the exit code. Only the command that is meant is made. */
  static int execute(Terminal terminal, String... arguments) {
    String first = arguments.length == 0 ? OPTION : arguments[0];
    List<Class<?>> meant = ALL.stream().filter(type -> isCalled(type, first)).toList();
    if (meant.isEmpty() && !first.startsWith(OPTION)) {
      // Without what follows: --help would be that of the program, and no error.
      return all(terminal).execute(first);
    }
    boolean needsAll = meant.isEmpty() || TELLING.containsAll(meant);
    return (needsAll ? all(terminal) : program(terminal, meant)).execute(arguments);
  }

  private static boolean isCalled(Class<?> type, String word) {
    Command command = Objects.requireNonNull(type.getAnnotation(Command.class));
    return command.name().equals(word) || List.of(command.aliases()).contains(word);
  }

  /**
   * Has {@code up} run, as a part of another command.
   *
   * @param prepare tells it what it is a part of
   * @return its exit code
   */
  static int up(Terminal terminal, Consumer<UpCommand> prepare, List<String> options) {
    CommandLine program = program(terminal, List.of(UpCommand.class));
    CommandLine up = Objects.requireNonNull(program.getSubcommands().get(UP));
    prepare.accept(up.getCommand());
    List<String> arguments = new ArrayList<>(List.of(UP));
    arguments.addAll(options);
    return program.execute(arguments.toArray(String[]::new));
  }

  private static CommandLine program(Terminal terminal, List<Class<?>> types) {
    CommandLine line = new CommandLine(new RootCommand(), new CommandFactory(terminal));
    types.forEach(line::addSubcommand);
    line.setOut(terminal.outWriter());
    line.setErr(terminal.errWriter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // A word that begins with @ is a word, also in a command for the guest, and names no file here.
    line.setExpandAtFiles(false);
    CommandLine ssh = line.getSubcommands().get("ssh");
    if (ssh != null) {
      // What follows the first word of the guest's command is the guest's business, options too.
      ssh.setStopAtPositional(true);
    }
    CommandLine run = line.getSubcommands().get("run");
    if (run != null) {
      run.setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(true);
      leaveShortOptionsToDocker(run.getCommandSpec());
    }
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
}
