package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code boot2docker run} with a real container. */
@Tag("nightly")
@Order(54)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class InterruptedRunTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @RegisterExtension final UsersHome home = UsersHome.make();

  @Test
  void givesTheContainersStatusAndEndsItWhenItIsInterrupted(BuiltImage image) throws Exception {
    home.run("up", "--iso", image.iso().toString(), "--no-disk");
    home.run("cp", "/bin/busybox", ":");
    home.run("ssh", "tar c busybox | docker import - box");
    assertThat(home.cli().run("run", "box", "/busybox", "sh", "-c", "exit 5").exit()).isEqualTo(5);

    Path messages = home.resolve("messages");
    Process run =
        home.cli()
            .start(
                messages,
                "run",
                "--name",
                "long",
                "box",
                "/busybox",
                "sh",
                "-c",
                "trap 'exit 0' INT; while :; do /busybox sleep 1; done");
    awaitContainers("long");
    run.destroy();

    assertThat(run.waitFor(1, TimeUnit.MINUTES)).as(Files.readString(messages)).isTrue();
    awaitContainers("");
  }

  private void awaitContainers(String names) throws IOException {
    Instant end = Instant.now().plus(LIMIT);
    String found = home.run("ssh", "docker ps -a --format {{.Names}}").strip();
    while (!found.equals(names)) {
      assertThat(Instant.now()).as("containers are %s, not %s", found, names).isBefore(end);
      Pause.millis(200);
      found = home.run("ssh", "docker ps -a --format {{.Names}}").strip();
    }
  }
}
