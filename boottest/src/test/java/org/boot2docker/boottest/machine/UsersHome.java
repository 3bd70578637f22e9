package org.boot2docker.boottest.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.formats.file.Folders;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The folder of a user with machines and Docker contexts of their own, and the command line: a
 * registered extension of each test.
 */
final class UsersHome implements AfterEachCallback {
  private final Path folder;
  private final Cli cli;

  private UsersHome(Path folder) {
    this.folder = folder;
    Cli own = Cli.in(folder).with("DOCKER_HOST", "").with("DOCKER_CONTEXT", "");
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      own = own.with(variable.getKey(), variable.getValue());
    }
    this.cli = own;
  }

  /**
   * Makes one, whose path programs get wrong easily. Sockets have short names: it is not below the
   * build's directory, maybe deep.
   */
  static UsersHome make() {
    try {
      Path temporary = Files.createTempDirectory("b2d");
      return new UsersHome(Files.createDirectory(temporary.resolve("ü x")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "BOOT2DOCKER_HOME", folder.toString(), "DOCKER_CONFIG", resolve("docker").toString());
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  Cli cli() {
    return cli;
  }

  /** What a command that succeeds prints. */
  String run(String... arguments) throws IOException {
    return cli.run(arguments).succeeded().out();
  }

  /** Another program, which finds the same machines. */
  HostTool.Result runTool(Duration limit, List<String> command) throws IOException {
    return HostTool.run(folder, environment(), limit, command);
  }

  String dockerConfig() throws IOException {
    return Files.readString(resolve("docker/config.json"));
  }

  /** Ends the machines that are there, and deletes all. */
  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    Path machines = resolve("machines");
    if (Files.isDirectory(machines)) {
      try (Stream<Path> all = Files.list(machines)) {
        for (Path machine : all.toList()) {
          cli.run("delete", "--force", machine.getFileName().toString());
        }
      }
    }
    cli.run("prune");
    Folders.delete(folder.resolveSibling(""));
  }
}
