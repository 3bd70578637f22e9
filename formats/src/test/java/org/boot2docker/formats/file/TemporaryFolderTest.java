package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path directory;

  @Test
  void oneForGigabytesLiesBesideTheFile() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.near(directory.resolve("release"), ".again")) {
      assertThat(folder.path()).hasParent(directory);
      Files.writeString(folder.path().resolve("file"), "x");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whereNothingCanBeWrittenTheSystemsIsTaken() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    try (TemporaryFolder folder = TemporaryFolder.near(file.resolve("release"), "again")) {
      assertThat(folder.path().getParent())
          .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }
  }
}
