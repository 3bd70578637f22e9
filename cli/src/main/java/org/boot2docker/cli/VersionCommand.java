package org.boot2docker.cli;

import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker version}. */
@Command(name = "version", description = "Show the version of this tool.")
final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

  @Mixin CommonOptions common;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.print(json ? Json.text(new Report(ToolVersion.number())) : ToolVersion.line());
    return 0;
  }

  /**
   * What {@code --json} prints.
   *
   * @param version empty when the program isn't packaged
   */
  private record Report(String version) {}
}
