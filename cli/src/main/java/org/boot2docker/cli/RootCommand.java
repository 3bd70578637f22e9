package org.boot2docker.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program, whose verbs are in {@link Commands}. */
@Command(
    name = "boot2docker",
    description =
        "Build boot2docker, a small Linux distribution for Docker, and run it as a local machine.",
    versionProvider = ToolVersion.class,
    footer = "To start, run: boot2docker up")
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
