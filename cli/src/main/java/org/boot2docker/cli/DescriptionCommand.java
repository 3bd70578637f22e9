package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.builder.description.MergedDescription;
import org.boot2docker.image.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker description}. */
@Command(
    name = "description",
    description = "Print what an image is made of: the description, your own and the profile.",
    footer = "docs/reference.md explains every key.")
final class DescriptionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "Print JSON instead of YAML.")
  boolean json;

  @Mixin DescriptionOptions options;
  @Mixin CommonOptions common;

  DescriptionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    MergedDescription merged =
        MergedDescription.of(
            options.distribution(), options.additions(), options.profile, options.architecture);
    terminal.print(json ? Json.text(merged.values()) : merged.yaml().stripTrailing());
    return 0;
  }
}
