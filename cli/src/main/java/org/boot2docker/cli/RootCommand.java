package org.boot2docker.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the verbs. */
@Command(
    name = "boot2docker",
    description =
        "Build boot2docker, a small Linux distribution for Docker, and run it as a local machine.",
    versionProvider = ToolVersion.class,
    footer = "To start, run: boot2docker up",
    subcommands = {
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
      HelpCommand.class
    })
final class RootCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Option(names = "--version", versionHelp = true, description = "Show the version of this tool.")
  boolean version;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
