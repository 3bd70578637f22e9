package org.boot2docker.build.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.boot2docker.debian.download.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepCacheTest {
  @TempDir Path root;

  private StepCache cacheAt(int second) {
    return new StepCache(
        root, Clock.fixed(Instant.ofEpochSecond(1_000_000 + second), ZoneOffset.UTC));
  }

  private static StepInputs inputs(String busybox) {
    return new StepInputs().add("package busybox", busybox).add("architecture", "amd64");
  }

  private Path make(int second, String busybox) throws IOException {
    StepCache cache = cacheAt(second);
    cache.make(
        StepName.ROOTFS, inputs(busybox), dir -> Files.writeString(dir.resolve("x"), busybox));
    return cache.find(StepName.ROOTFS, inputs(busybox)).orElseThrow();
  }

  @Test
  void aResultIsFoundByTheSameInputsOnly() throws IOException {
    Path entry = make(0, "1.37");
    assertThat(entry.resolve("x")).hasContent("1.37");
    assertThat(cacheAt(1).find(StepName.ROOTFS, inputs("1.38"))).isEmpty();
    assertThat(cacheAt(1).find(StepName.BASE, inputs("1.37"))).isEmpty();
  }

  @Test
  void theReasonNamesWhatChanged() throws IOException {
    assertThat(cacheAt(0).reason(StepName.ROOTFS, inputs("1.37"))).isEqualTo("not built before");
    make(0, "1.37");
    assertThat(cacheAt(1).reason(StepName.ROOTFS, inputs("1.38").add("overlay", "5")))
        .isEqualTo("overlay is new, package busybox changed");
  }

  @Test
  void aFailedStepLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                cacheAt(0)
                    .make(
                        StepName.ISO,
                        inputs("1"),
                        dir -> {
                          Files.writeString(dir.resolve("half"), "x");
                          throw new IOException("disk full");
                        }))
        .hasMessage("disk full");
    assertThat(cacheAt(0).find(StepName.ISO, inputs("1"))).isEmpty();
    try (Stream<Path> left = Files.list(root.resolve("iso"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFullDiskIsTheFaultOfTheCacheSoThatNoOtherSuiteIsTried() {
    assertThatThrownBy(
            () ->
                cacheAt(0)
                    .make(
                        StepName.DOCKER,
                        inputs("1"),
                        dir -> {
                          throw new IOException("package x: No space left on device");
                        }))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("no space left for the cache " + root)
        .hasMessageContaining("--cache");
  }

  @Test
  void whatAKilledBuildLeftIsCleanedUpByTheNext() throws IOException {
    Path left = Files.createDirectories(root.resolve("rootfs/.unfinished-123"));
    Files.writeString(left.resolve("half"), "x");
    make(0, "1.37");
    assertThat(left).doesNotExist();
  }

  @Test
  void theLeastRecentlyUsedResultsGo() throws IOException {
    for (int i = 0; i < 4; i++) {
      make(i, "v" + i);
    }
    assertThat(cacheAt(10).find(StepName.ROOTFS, inputs("v0"))).isPresent();
    make(11, "v4");
    assertThat(cacheAt(12).find(StepName.ROOTFS, inputs("v0"))).isPresent();
    assertThat(cacheAt(12).find(StepName.ROOTFS, inputs("v1"))).isEmpty();
  }
}
