package org.boot2docker.boottest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.boottest.lab.UserCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A small kernel from Debian's source, patched, with one module; and what may go wrong. */
@Order(13)
@Execution(ExecutionMode.CONCURRENT)
class SourceKernelTest {
  private static final String PATCH =
      "--- a/Makefile\n+++ b/Makefile\n@@ -5 +5 @@\n-EXTRAVERSION =\n+EXTRAVERSION = -patched\n";

  @TempDir private Path directory;

  private Path cache;

  @BeforeEach
  void describe() throws IOException {
    Files.createDirectories(UserCache.packages());
    cache = Files.createDirectories(directory.resolve("cache"));
    Files.createSymbolicLink(cache.resolve("packages"), UserCache.packages());
    Files.createDirectories(directory.resolve("patches"));
    Files.writeString(directory.resolve("patches/1.patch"), PATCH);
    try (InputStream small =
        Objects.requireNonNull(getClass().getResourceAsStream("/kernel/small.config"))) {
      Files.copy(small, directory.resolve("small.config"));
    }
    Files.writeString(
        directory.resolve("small.yaml"),
        "base: {kernel: source, patches: [patches], fragments: [small.config]}\n");
  }

  /**
   * Minutes of compiling, which {@code .ci/nightly} takes; CI cancels an engine and small programs.
   */
  @Test
  @Tag("nightly")
  @Timeout(1800)
  void smallKernelIsBuiltOnceAndBootsAfterAKilledBuildThatLeftNothing() throws Exception {
    killWhileItCompiles();

    JsonNode manifest = build();

    assertThat(manifest.path("kernel").asText()).startsWith("6.").endsWith("-patched");
    assertThat(manifest.path("kernelBuild").path("compiler").asText()).startsWith("gcc");
    assertThat(manifest.path("kernelBuild").path("config").asText()).matches("[0-9a-f]{64}");
    assertThat(manifest.path("kernelBuild").path("patch patches/1.patch").asText()).isNotEmpty();
    assertThat(manifest.path("packages").findValuesAsText("name")).contains("linux-source-6.12");
    Path log = log().orElseThrow();
    assertThat(Files.readString(log)).contains("nls_utf8");
    Instant compiled = Files.getLastModifiedTime(log).toInstant();
    assertBoots(manifest.path("kernel").asText());

    build();
    assertThat(Files.getLastModifiedTime(log).toInstant()).as("compiled once").isEqualTo(compiled);
  }

  @Test
  @Tag("nightly")
  @Timeout(600)
  void allOfOurOptionsSurviveAndOneThatDoesNotIsNamed() throws IOException {
    Files.writeString(directory.resolve("bad.config"), "\nCONFIG_NO_SUCH_OPTION=y\n");
    Files.writeString(
        directory.resolve("small.yaml"), "base: {kernel: source, +fragments: [bad.config]}\n");

    HostTool.Result refused = Cli.in(directory).run(arguments("-q"));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err().lines().filter(line -> !line.startsWith("warning: ")))
        .singleElement(STRING)
        .contains("bad.config:2: ", "CONFIG_NO_SUCH_OPTION=y", "became n");
    assertNothingHalfDone();
  }

  private JsonNode build() throws IOException {
    String report = Cli.in(directory).run(arguments("--json")).succeeded().out();
    return new ObjectMapper().readTree(report).path("manifest");
  }

  private String[] arguments(String style) {
    return new String[] {
      "build",
      style,
      "--profile",
      "fast",
      "--with",
      "small.yaml",
      "--cache",
      cache.toString(),
      "--output",
      "small.iso"
    };
  }

  /** As Ctrl-C does: the program is told to end, and takes its time to clean up. */
  private void killWhileItCompiles() throws IOException, InterruptedException {
    Path messages = directory.resolve("messages");
    Process build = Cli.in(directory).start(messages, arguments("--debug"));
    Instant end = Instant.now().plusSeconds(900);
    while (log().filter(log -> text(log).contains("  CC      kernel/")).isEmpty()) {
      assertThat(build.isAlive()).as(() -> text(messages)).isTrue();
      assertThat(Instant.now()).as("the compiler runs").isBefore(end);
      Pause.seconds(1);
    }
    List<ProcessHandle> compilers = build.descendants().toList();
    assertThat(compilers).isNotEmpty();

    build.destroy();

    assertThat(build.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(compilers).noneMatch(ProcessHandle::isAlive);
    assertNothingHalfDone();
    assertThat(directory.resolve("small.iso")).doesNotExist();
  }

  /** What make said, of the only kernel in the cache. */
  private Optional<Path> log() throws IOException {
    Path logs = Files.createDirectories(cache.resolve("logs"));
    try (Stream<Path> all = Files.list(logs)) {
      return all.reduce((one, other) -> fail(one + " and " + other));
    }
  }

  private void assertNothingHalfDone() throws IOException {
    try (Stream<Path> left = Files.list(cache.resolve("steps/kernel"))) {
      // A build that was killed leaves the empty file by which others waited for it.
      assertThat(left.map(Path::toString).filter(name -> !name.endsWith(".lock"))).isEmpty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** It starts our init, which is what a kernel is for. */
  private void assertBoots(String release) throws IOException {
    Path console = directory.resolve("console");
    HostTool.extract(directory.resolve("small.iso"), "/boot", directory, "boot");
    Process qemu =
        HostTool.builder(
                directory,
                java.util.Map.of(),
                List.of(
                    "qemu-system-x86_64",
                    "-m",
                    "1024",
                    "-display",
                    "none",
                    "-nic",
                    "none",
                    "-kernel",
                    "boot/vmlinuz",
                    "-initrd",
                    "boot/initrd.img",
                    "-append",
                    "console=ttyS0 loglevel=7",
                    "-serial",
                    "file:" + console))
            .start();
    try {
      Instant end = Instant.now().plusSeconds(240);
      while (!text(console).contains("boot2docker: ")) {
        assertThat(Instant.now()).as(() -> "init speaks on " + text(console)).isBefore(end);
        Pause.seconds(1);
      }
    } finally {
      qemu.destroyForcibly();
    }
    assertThat(text(console)).contains("Linux version " + release + " (boot2docker@boot2docker)");
  }

  @Test
  void noToolsAreNamedBeforeAnythingIsFetched() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));

    HostTool.Result refused = Cli.in(directory).after("PATH=" + empty).run(arguments("-q"));

    assertThat(refused.err())
        .startsWith("boot2docker: ")
        .contains("sudo apt-get install bc binutils bison flex gcc")
        .hasLineCount(1);
    assertThat(cache.resolve("steps/kernel")).doesNotExist();
  }

  @Test
  void aDistributionDirectoryWithoutPatchesIsToldSo() throws IOException {
    Files.writeString(
        directory.resolve("small.yaml"),
        "base: {kernel: source, patches: [none], fragments: [small.config]}\n");

    HostTool.Result refused = Cli.in(directory).run(arguments("-q"));

    assertThat(refused.err()).startsWith("boot2docker: ").contains("base.patches", "none");
    assertThat(BuiltImage.distribution().resolve("base/patches")).isDirectory();
  }
}
