package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.boot2docker.formats.file.Folders;

/** A folder for the time of one command, also when the command is interrupted. */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread hook = new Thread(this::deleteAtExit, "temporary-folder");

  private TemporaryFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Makes one in the folder of temporary files. */
  static TemporaryFolder make(String prefix) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(prefix));
  }

  /** Makes one beside a file, whose folder is made as well. */
  static TemporaryFolder beside(Path file, String prefix) throws IOException {
    Path parent = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    return new TemporaryFolder(Files.createTempDirectory(Files.createDirectories(parent), prefix));
  }

  Path path() {
    return path;
  }

  private void deleteAtExit() {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      // Nobody is left to hear it.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The hook is at it.
    }
    Folders.delete(path);
  }
}
