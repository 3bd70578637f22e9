package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** poll(2) as PID 1 calls it, in a native program, on the machine that built it. */
class NativePollTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    run(
        "sh",
        script("java-to-c.sh"),
        System.getProperty("java.home") + "/bin/java",
        System.getProperty("java.class.path"),
        PollProgram.class.getName(),
        directory.resolve("c").toString());
    run(
        "sh",
        script("c-to-binary.sh"),
        "musl-gcc",
        "strip",
        directory.resolve("c").toString(),
        directory.resolve("poll").toString(),
        directory.resolve("poll.whole").toString());
  }

  private static String script(String name) {
    return Path.of("src/build", name).toAbsolutePath().toString();
  }

  /** Linux polls no more descriptors at a time than a process may have open. */
  private static String poll(int count) throws Exception {
    return run("sh", "-c", "ulimit -n \"$(ulimit -Hn)\" && exec ./poll " + count);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = Host.builder(directory, command).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void findsTheReadableOnesOfAFew() throws Exception {
    assertThat(poll(3)).isEqualTo("0 2 ");
  }

  /** 8192 bytes hold 1024 of them; far behind those there is no memory at all. */
  @Test
  void findsTheReadableOnesOfMoreThanFitIntoAPage() throws Exception {
    assertThat(poll(20_000)).isEqualTo("0 19999 ");
  }
}
