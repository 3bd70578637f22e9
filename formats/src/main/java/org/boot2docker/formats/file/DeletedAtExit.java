package org.boot2docker.formats.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file or folder that goes when this is closed, or when the program is interrupted before. */
final class DeletedAtExit implements AutoCloseable {
  private final Path path;
  private final Thread hook = new Thread(this::deleteAtExit, "deleted-at-exit");

  DeletedAtExit(Path path) {
    this.path = path;
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already: what it still makes, it closes.
      return;
    }
  }

  private void deleteAtExit() {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      // Nobody is left to hear it.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Both may delete it.
    }
    Folders.delete(path);
  }
}
