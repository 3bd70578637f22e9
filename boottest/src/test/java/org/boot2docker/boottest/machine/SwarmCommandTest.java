package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A swarm of machines as its user has it, by the command line alone. */
@Tag("nightly")
@Order(59)
@ExtendWith(LabExtension.class)
class SwarmCommandTest {
  private static final String NODES = "docker node ls --format '{{.Hostname}} {{.Status}}' | sort";

  @RegisterExtension final UsersHome home = UsersHome.make();

  private String swarm(BuiltImage image, String action, int nodes) throws IOException {
    return command(image, action, nodes).out();
  }

  private HostTool.Result command(BuiltImage image, String action, int nodes, String... more)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("swarm", action, "--force"));
    words.addAll(List.of("--nodes", Integer.toString(nodes)));
    words.addAll(List.of("--iso", image.iso().toString(), "--memory", "1024"));
    words.addAll(List.of(more));
    return home.cli().run(words.toArray(String[]::new)).succeeded();
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

  @Test
  @Timeout(1800)
  void threeNodesStartFromOneTemplateAndKnowEachOther(BuiltImage image) throws Exception {
    home.run(
        "up",
        "t",
        "--iso",
        image.iso().toString(),
        "--memory",
        "1024",
        "--no-disk",
        "--quiet",
        "--lan",
        "10.98.0.9/24",
        "--from-template");
    home.awaitTemplate();

    String said = command(image, "up", 3, "--no-disk", "--from-template").err();

    assertThat(said)
        .contains(
            "machine swarm-1 is started from a template",
            "machine swarm-2 is started from a template",
            "machine swarm-3 is started from a template");
    assertThat(manager(NODES)).isEqualTo("swarm-1 Ready\nswarm-2 Ready\nswarm-3 Ready\n");
    assertThat(manager("sudo ping -c 1 swarm-2 && sudo ping -c 1 swarm-3 && hostname"))
        .endsWith("swarm-1\n");

    // A worker without a disk forgets all, and comes back as another node of its name.
    home.run("stop", "swarm-3");
    swarm(image, "up", 3);
    assertThat(manager(NODES)).isEqualTo("swarm-1 Ready\nswarm-2 Ready\nswarm-3 Ready\n");
    home.run("swarm", "down", "--force");
  }
}
