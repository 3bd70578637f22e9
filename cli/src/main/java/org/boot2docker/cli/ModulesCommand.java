package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.builder.image.ModulePack;
import org.boot2docker.image.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker modules}. */
@Command(
    name = "modules",
    description = "Write a module pack: more kernel modules for a running machine.",
    footer = "docs/modules.md explains how a machine uses it.")
final class ModulesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "modules.squashfs",
      description = "The pack (default: ${DEFAULT-VALUE}).")
  Path output;

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description =
          "Take the kernel of this lock file, as IMAGE.lock beside an image (default: the newest).")
  Optional<Path> lock = Optional.empty();

  @Mixin BuildOptions options;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  ModulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ModulePack pack;
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      pack = ImageBuilder.modulePack(options.request(output, lock), printer);
    }
    if (style.json) {
      terminal.print(
          Json.text(
              Map.of(
                  "file", pack.file().toString(),
                  "release", pack.release(),
                  "size", pack.size(),
                  "sha256", pack.sha256())));
    } else if (!style.quiet) {
      terminal.print(
          String.format(
              Locale.ROOT,
              "%s  %.1f MB  Linux %s  sha256 %s",
              pack.file(),
              pack.size() / 1e6,
              pack.release(),
              pack.sha256()));
    }
    return 0;
  }
}
