package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path directory;

  @Test
  void aFolderGoesWithAllThatIsInIt() throws IOException {
    Path folder = directory.resolve("a");
    Files.createDirectories(folder.resolve("b/c"));
    Files.writeString(folder.resolve("b/c/file"), "x");

    Folders.delete(folder);

    assertThat(folder).doesNotExist();
    assertThat(directory).exists();
  }

  @Test
  void whatALinkLeadsToStays() throws IOException {
    Path kept =
        Files.writeString(Files.createDirectory(directory.resolve("kept")).resolve("f"), "");
    Path folder = Files.createDirectory(directory.resolve("a"));
    Files.createSymbolicLink(folder.resolve("link"), kept.getParent());

    Folders.delete(folder);

    assertThat(folder).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void aFolderThatIsNotThereIsGoneAlready() throws IOException {
    Folders.delete(directory.resolve("never"));
  }
}
