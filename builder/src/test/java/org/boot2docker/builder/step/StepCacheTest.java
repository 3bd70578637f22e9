package org.boot2docker.builder.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StepCacheTest {
  @TempDir Path root;

  private static StepCache open(Path root, int second) throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000_000 + second), ZoneOffset.UTC);
    return StepCache.open(root, clock, Progress.SILENT);
  }

  private record Inputs(String architecture, SortedMap<String, String> packages) {}

  private static StepInputs inputs(String busybox) throws IOException {
    return StepInputs.of(new Inputs("amd64", new TreeMap<>(Map.of("busybox", busybox))));
  }

  /** Looking for it notes the time of the test's clock. */
  private static Path make(StepCache cache, String busybox) throws IOException {
    cache.make(
        StepName.ROOTFS, inputs(busybox), dir -> Files.writeString(dir.resolve("x"), busybox));
    return cache.find(StepName.ROOTFS, inputs(busybox)).orElseThrow();
  }

  /** A run that makes one result. */
  private Path make(int second, String busybox) throws IOException {
    try (StepCache cache = open(root, second)) {
      return make(cache, busybox);
    }
  }

  /** A run that looks for a result. */
  private Optional<Path> find(int second, StepName step, String busybox) throws IOException {
    try (StepCache cache = open(root, second)) {
      return cache.find(step, inputs(busybox));
    }
  }

  @Test
  void aResultIsFoundByTheSameInputsOnly() throws IOException {
    Path entry = make(0, "1.37");
    assertThat(entry.resolve("x")).hasContent("1.37");
    assertThat(find(1, StepName.ROOTFS, "1.37")).contains(entry);
    assertThat(find(1, StepName.ROOTFS, "1.38")).isEmpty();
    assertThat(find(1, StepName.BASE, "1.37")).isEmpty();
  }

  @Test
  void theReasonNamesWhatChanged() throws IOException {
    try (StepCache cache = open(root, 0)) {
      assertThat(cache.reason(StepName.ROOTFS, inputs("1.37"))).isEqualTo("not built before");
      make(cache, "1.37");
      assertThat(cache.reason(StepName.ROOTFS, inputs("1.38")))
          .isEqualTo("packages.busybox changed");
    }
  }

  @Test
  void aFailedStepLeavesNothing() throws IOException {
    try (StepCache cache = open(root, 0)) {
      assertThatThrownBy(
              () ->
                  cache.make(
                      StepName.ISO,
                      inputs("1"),
                      dir -> {
                        Files.writeString(dir.resolve("half"), "x");
                        throw new IOException("disk full");
                      }))
          .hasMessage("disk full");
      assertThat(cache.find(StepName.ISO, inputs("1"))).isEmpty();
    }
    try (Stream<Path> left = Files.list(root.resolve("iso"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFullDiskIsTheFaultOfTheCacheSoThatNoOtherSuiteIsTried() throws IOException {
    try (StepCache cache = open(root, 0)) {
      assertThatThrownBy(
              () ->
                  cache.make(
                      StepName.DOCKER,
                      inputs("1"),
                      dir -> {
                        throw new IOException("package x: No space left on device");
                      }))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("space", root.toString())
          .hasMessageContaining("--cache");
    }
  }

  @Test
  void aTreeThatAPowerCutEmptiedIsMadeAgain() throws IOException {
    FileTree tree = new FileTree().putFile("etc/x", Content.of("text"));
    try (StepCache cache = open(root, 0)) {
      Path made =
          cache.make(StepName.BASE, inputs("1"), directory -> StoredTree.write(tree, directory));
      Files.write(made.resolve("index"), new byte[0]);
      assertThat(cache.find(StepName.BASE, inputs("1"))).isEmpty();
      assertThat(cache.reason(StepName.BASE, inputs("1"))).isEqualTo("its result is damaged");

      Path again =
          cache.make(StepName.BASE, inputs("1"), directory -> StoredTree.write(tree, directory));

      assertThat(StoredTree.read(again).file("etc/x")).isPresent();
    }
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
    assertThat(find(10, StepName.ROOTFS, "v0")).isPresent();
    make(11, "v4");
    assertThat(find(12, StepName.ROOTFS, "v0")).isPresent();
    assertThat(find(12, StepName.ROOTFS, "v1")).isEmpty();
  }

  /** Another run: makes a result when it is told to, and ends when it is told to. */
  static final class OtherRun {
    public static void main(String[] arguments) throws Exception {
      try (StepCache cache = open(Path.of(arguments[0]), 0)) {
        make(cache, "old");
        cache.make(
            StepName.ROOTFS,
            inputs("new"),
            dir -> {
              Files.writeString(dir.resolve("x"), "of the other run");
              System.out.println("making");
              System.in.read();
            });
        System.out.println("made");
        System.in.read();
      }
    }
  }

  @Test
  void whatAnotherRunUsesOrMakesStaysUntilItEnds() throws Exception {
    Process other = startOther();
    assertThat(other.inputReader().readLine()).isEqualTo("making");
    for (int i = 1; i < 9; i++) {
      make(i, "v" + i);
    }
    assertThat(find(20, StepName.ROOTFS, "v1")).as("nothing is deleted").isPresent();

    tell(other);
    assertThat(other.inputReader().readLine()).as("its unfinished result").isEqualTo("made");
    assertThat(find(21, StepName.ROOTFS, "old")).isPresent();
    tell(other);
    assertThat(other.waitFor()).isZero();
    assertThat(find(22, StepName.ROOTFS, "v8")).isPresent();
    assertThat(find(22, StepName.ROOTFS, "v2")).as("now they are deleted").isEmpty();
  }

  @Test
  void aResultThatAnotherRunIsMakingIsWaitedForAndTaken() throws Exception {
    Process other = startOther();
    assertThat(other.inputReader().readLine()).isEqualTo("making");
    CompletableFuture<Path> same =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return make(1, "new");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThatThrownBy(() -> same.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    tell(other);
    assertThat(same.get(30, TimeUnit.SECONDS).resolve("x")).hasContent("of the other run");
    tell(other);
    assertThat(other.waitFor()).isZero();
  }

  @Test
  @Timeout(60)
  void aRunThatIsKilledHoldsNothingAnyMore() throws Exception {
    Process other = startOther();
    assertThat(other.inputReader().readLine()).isEqualTo("making");
    Path lock = root.resolve("rootfs").resolve(inputs("new").key() + ".lock");
    assertThat(lock).exists();

    other.destroyForcibly().waitFor();
    try (StepCache cache = StepCache.open(root, Clock.systemUTC(), Progress.SILENT)) {
      assertThat(lock).as("the next run tidies up").doesNotExist();
      // As it lies there when the run is killed while others use the cache.
      Files.createFile(lock);
      assertThat(make(cache, "new").resolve("x")).hasContent("new");
    }
    try (Stream<Path> left = Files.list(root.resolve("rootfs"))) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(inputs("old").key(), inputs("new").key());
    }
  }

  private static void tell(Process other) throws IOException {
    other.getOutputStream().write('\n');
    other.getOutputStream().flush();
  }

  private Process startOther() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    return new ProcessBuilder(List.of(java, "-cp", path, OtherRun.class.getName(), root.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
