package org.boot2docker.formats.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A folder that is deleted when it is closed, or when the program is interrupted before. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final DeletedAtExit deleted;

  private TemporaryFolder(Path path) {
    this.path = path;
    this.deleted = new DeletedAtExit(path);
  }

  /** Makes one in the system's folder of temporary files. */
  public static TemporaryFolder make(String prefix) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(prefix));
  }

  /** Makes one beside a file, whose folder is made as well. */
  public static TemporaryFolder beside(Path file, String prefix) throws IOException {
    Path parent = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    return new TemporaryFolder(Files.createTempDirectory(Files.createDirectories(parent), prefix));
  }

  /**
   * Makes one for gigabytes: beside a file where that is possible, because the system's folder of
   * temporary files may be in memory; on a medium that can't be written, it is in that one.
   */
  public static TemporaryFolder near(Path file, String prefix) throws IOException {
    try {
      return beside(file, prefix);
    } catch (IOException e) {
      return make(prefix);
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    deleted.close();
  }
}
