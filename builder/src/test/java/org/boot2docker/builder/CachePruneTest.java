package org.boot2docker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachePruneTest {
  private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path cache;

  private Path file(String path, Instant used) throws IOException {
    Path file = cache.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "12345");
    return Files.setLastModifiedTime(file, FileTime.from(used));
  }

  @ParameterizedTest
  @ValueSource(strings = {"packages/sha256/ab/abc", "images/sha256/ab/abc", "logs/kernel.log"})
  void whatWasNotUsedSinceGoes(String path) throws IOException {
    Path old = file(path, SINCE.minusSeconds(1));
    Path young = file(path + "2", SINCE.plusSeconds(1));

    assertThat(ImageBuilder.prune(cache, SINCE)).isEqualTo(5);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void theResultsOfStepsStay() throws IOException {
    Path kept = file("steps/base/key/inputs", SINCE.minusSeconds(1));

    assertThat(ImageBuilder.prune(cache, SINCE)).isZero();

    assertThat(kept).exists();
  }
}
