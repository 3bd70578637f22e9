package org.boot2docker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker version}. */
@Command(name = "version", description = "Show the version of this tool.")
final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.print(ToolVersion.line());
    return 0;
  }
}
