package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.image.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker lock}. */
@Command(
    name = "lock",
    description = "Write the newest packages, with versions and hashes, into the lock file.")
final class LockCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      defaultValue = "boot2docker.lock",
      description = "The lock file (default: ${DEFAULT-VALUE}).")
  Path lock;

  @Mixin BuildOptions options;
  @Mixin ContainerOptions containers;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  LockCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Lock newest;
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      newest =
          ImageBuilder.lock(options.request(lock, Optional.empty(), containers.spec()), printer);
    }
    LockFile.write(newest, lock);
    if (style.json) {
      terminal.print(Json.text(newest));
    } else if (!style.quiet) {
      terminal.print(lock + "  " + newest.all().size() + " packages");
    }
    return 0;
  }
}
