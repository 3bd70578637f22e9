package org.boot2docker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.boot2docker.formats.text.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path cache;

  private Path left() throws IOException {
    Path left = Files.createDirectories(cache.resolve("temporary/release-123"));
    Files.writeString(left.resolve("image.iso"), "12345");
    return left;
  }

  private CacheFolder make() throws IOException {
    return CacheFolder.make(cache, "steps-", Progress.SILENT);
  }

  @Test
  void whatAKilledRunHasLeftGoesWithTheNextOne() throws IOException {
    Path left = left();
    try (CacheFolder folder = make()) {
      assertThat(left).doesNotExist();
      assertThat(folder.path()).isEmptyDirectory();
    }
  }

  @Test
  void whatAKilledRunHasLeftIsPruned() throws IOException {
    Path left = left();
    assertThat(ImageBuilder.prune(cache, Instant.EPOCH)).isEqualTo(5);
    assertThat(left).doesNotExist();
  }

  @Test
  void whatSomebodyUsesStays() throws IOException {
    try (CacheFolder first = make();
        CacheFolder second = make()) {
      assertThat(CacheFolder.tidy(cache)).isZero();
      assertThat(first.path()).isDirectory();
      second.close();
      assertThat(second.path()).doesNotExist();
      assertThat(first.path()).isDirectory();
    }
  }
}
