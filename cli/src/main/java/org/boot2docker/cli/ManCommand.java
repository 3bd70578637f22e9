package org.boot2docker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code man}: the manual page. */
@Command(
    name = "man",
    description = "Print the manual page. To read it, run: boot2docker man | man -l -")
final class ManCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  ManCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec program = spec.root();
    terminal.print(ManPage.of(program, ToolVersion.line()).stripTrailing());
    return 0;
  }
}
