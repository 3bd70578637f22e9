package org.boot2docker.formats.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A file under another name until it is whole; it goes, too, when the program is interrupted. */
final class Aside implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  private final Path file;
  private final DeletedAtExit deleted;

  Aside(Path file) {
    this.file = file.toAbsolutePath();
    // Processes in containers may have the same number.
    String writer = HexFormat.of().toHexDigits(RANDOM.nextLong());
    this.path = this.file.resolveSibling("." + file.getFileName() + "." + writer + ".part");
    this.deleted = new DeletedAtExit(path);
  }

  /** By which those of files with an ending are found, which has no special characters. */
  static String glob(String ending) {
    return ".*" + ending + ".*.part";
  }

  Path path() {
    return path;
  }

  /** Gives it its name. */
  void place() throws IOException {
    Files.move(path, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether an error is about this file, not about one that its writer reads. */
  boolean concerns(FileSystemException e) {
    String named = e.getFile();
    return named == null
        || Path.of(named).toAbsolutePath().equals(path)
        || Path.of(named).toAbsolutePath().equals(file);
  }

  @Override
  public void close() throws IOException {
    deleted.close();
  }
}
