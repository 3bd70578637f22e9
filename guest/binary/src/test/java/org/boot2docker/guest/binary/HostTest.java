package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No test of this module can write into the log of the machine that it runs on. */
class HostTest {
  private static final Path TESTS = Path.of("src/test/java");

  @Test
  void whatAProgramLogsGoesIntoAFile(@TempDir Path directory) throws Exception {
    assumeTrue(Host.isRoot() && Files.exists(Path.of("/dev/kmsg")));

    Host.run(0, directory, "sh", "-c", "echo to the kernel > /dev/kmsg");

    assertThat(Host.log(directory)).content().isEqualTo("to the kernel\n");
  }

  @Test
  void onlyHostStartsPrograms() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      List<String> starters =
          files
              .filter(file -> file.toString().endsWith(".java") && starts(file))
              .map(file -> file.getFileName().toString())
              .toList();
      assertThat(starters).containsExactlyInAnyOrder("Host.java", "HostTest.java");
    }
  }

  private static boolean starts(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("ProcessBuilder(") || text.contains("Runtime.getRuntime");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
