package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.formats.file.Folders;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The folder of a user with machines and Docker contexts of their own, and the command line: a
 * registered extension of each test, or of all tests of a class.
 */
final class UsersHome implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Duration TEMPLATE_LIMIT = Duration.ofMinutes(10);

  private final Path temporary;
  private final Path folder;
  private final boolean ofClass;
  private final Cli cli;

  /** Sockets have short names: it is not below the build's directory, maybe deep. */
  private UsersHome(String name, boolean ofClass) {
    this.ofClass = ofClass;
    try {
      this.temporary = Files.createTempDirectory("b2d");
      this.folder = Files.createDirectory(temporary.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Cli own = Cli.in(folder).with("DOCKER_HOST", "").with("DOCKER_CONTEXT", "");
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      own = own.with(variable.getKey(), variable.getValue());
    }
    this.cli = own;
  }

  /** Makes one, whose path programs get wrong easily. */
  static UsersHome make() {
    return new UsersHome("ü x", false);
  }

  /** Makes one for all tests of a class, in a static field; its path is plain for all clients. */
  static UsersHome ofClass() {
    return new UsersHome("home", true);
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
    return runTool(limit, Map.of(), command);
  }

  /** The same with more environment variables. */
  HostTool.Result runTool(Duration limit, Map<String, String> more, List<String> command)
      throws IOException {
    Map<String, String> variables = new HashMap<>(environment());
    variables.putAll(more);
    return HostTool.run(folder, variables, limit, command);
  }

  /** The folder of the template that a command makes in the background, when it is made. */
  Path awaitTemplate() throws IOException {
    Instant end = Instant.now().plus(TEMPLATE_LIMIT);
    Optional<Path> made = template();
    while (made.isEmpty()) {
      assertThat(Instant.now()).as("the template is made").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      made = template();
    }
    return made.get();
  }

  private Optional<Path> template() throws IOException {
    if (!Files.isDirectory(resolve("templates"))) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.walk(resolve("templates"))) {
      return all.filter(file -> file.endsWith("saved.json")).findFirst().map(Path::getParent);
    }
  }

  String dockerConfig() throws IOException {
    return Files.readString(resolve("docker/config.json"));
  }

  /** A class that is run again has its home again. */
  @Override
  public void beforeAll(ExtensionContext test) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    if (!ofClass) {
      delete();
    }
  }

  @Override
  public void afterAll(ExtensionContext test) throws IOException {
    if (ofClass) {
      delete();
    }
  }

  /** Ends the machines that are there, and deletes all. */
  private void delete() throws IOException {
    Path machines = resolve("machines");
    if (Files.isDirectory(machines)) {
      try (Stream<Path> all = Files.list(machines)) {
        for (Path machine : all.toList()) {
          cli.run("delete", "--force", machine.getFileName().toString());
        }
      }
    }
    cli.run("prune");
    Folders.delete(temporary);
  }
}
