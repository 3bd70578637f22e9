package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void aFailedWriteKeepsWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("image"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[10]);
                      throw new IOException("broken");
                    }))
        .hasMessageContaining("broken");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFullDiskIsOneLineThatNamesTheFile() {
    Path file = directory.resolve("image");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContainingAll(file.toString(), "space");
  }

  @Test
  void aMissingDirectoryIsSaidBeforeTheWork() {
    assertThatThrownBy(() -> AtomicFile.check(directory.resolve("no/image")))
        .hasMessageContaining("directory");
  }

  @Test
  void aDirectoryIsNotAFile() {
    assertThatThrownBy(() -> AtomicFile.check(directory)).hasMessageContaining("is a directory");
  }
}
