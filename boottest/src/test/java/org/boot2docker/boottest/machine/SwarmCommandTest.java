package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A swarm of machines as its user has it, by the command line alone: three boots. */
@Tag("nightly")
@Order(59)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class SwarmCommandTest {
  private static final String NODES = "docker node ls --format '{{.Hostname}} {{.Status}}' | sort";

  @RegisterExtension final UsersHome home = UsersHome.make();

  private String swarm(BuiltImage image, String action, int nodes) throws IOException {
    return home.run(
        "swarm",
        action,
        "--nodes",
        Integer.toString(nodes),
        "--iso",
        image.iso().toString(),
        "--memory",
        "1024",
        "--force");
  }

  private String manager(String command) throws IOException {
    return home.run("ssh", "--name", "swarm-1", command);
  }

  @Test
  @Timeout(1800)
  void growsComesBackAndShrinks(BuiltImage image) throws IOException {
    assertThat(swarm(image, "up", 1)).contains("swarm-1", "Leader");

    assertThat(swarm(image, "scale", 2)).contains("swarm-1", "swarm-2");
    assertThat(manager(NODES)).isEqualTo("swarm-1 Ready\nswarm-2 Ready\n");

    home.run("stop", "swarm-2");
    assertThat(swarm(image, "up", 2)).contains("swarm-2");
    assertThat(manager(NODES)).isEqualTo("swarm-1 Ready\nswarm-2 Ready\n");

    assertThat(swarm(image, "scale", 1)).doesNotContain("swarm-2");
    assertThat(home.resolve("machines/swarm-2")).doesNotExist();
    home.run("swarm", "down", "--force");
    assertThat(home.resolve("machines/swarm-1")).doesNotExist();
  }
}
