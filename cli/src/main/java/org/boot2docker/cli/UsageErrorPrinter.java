package org.boot2docker.cli;

import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Prints a usage error as one line with the way to the help. */
final class UsageErrorPrinter implements IParameterExceptionHandler {
  private final Terminal terminal;

  UsageErrorPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    String command = exception.getCommandLine().getCommandSpec().qualifiedName();
    terminal.say(
        "boot2docker: "
            + String.valueOf(exception.getMessage()).replace('\n', ' ')
            + "; see '"
            + command
            + " --help'");
    return 2;
  }
}
