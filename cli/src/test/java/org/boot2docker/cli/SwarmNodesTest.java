package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.boot2docker.cli.SwarmNodes.Node;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.junit.jupiter.api.Test;

class SwarmNodesTest {
  @Test
  void aMachineThatHasOnlySettingsGetsItsAddressInTheSwarm() {
    Settings initialised = Settings.none().with(Setting.MEMORY, "1024");

    assertThat(SwarmNodes.missing(initialised, 2)).containsExactly("--lan", "10.98.0.2/24");
  }

  @Test
  void aNodeThatHasItsAddressKeepsIt() {
    Settings kept = Settings.none().with(Setting.LAN, "10.98.0.2/24");

    assertThat(SwarmNodes.missing(kept, 2)).isEmpty();
  }

  @Test
  void anAddressOnAnotherNetworkIsReplaced() {
    Settings other = Settings.none().with(Setting.LAN, "10.5.0.2/24");

    assertThat(SwarmNodes.missing(other, 1)).containsExactly("--lan", "10.98.0.1/24");
  }

  @Test
  void theNodesAreReadFromWhatDockerPrints() throws IOException {
    String lines =
        """
        {"Availability":"Active","EngineVersion":"28.5.1","Hostname":"swarm-1","ID":"abc","ManagerStatus":"Leader","Self":true,"Status":"Ready","TLSStatus":"Ready"}
        {"Availability":"Drain","EngineVersion":"28.5.1","Hostname":"swarm-2","ID":"def","ManagerStatus":"","Self":false,"Status":"Down","TLSStatus":"Ready"}
        """;

    assertThat(Node.parse(lines))
        .containsExactly(
            new Node("swarm-1", "abc", "Ready", "Active", "Leader", "28.5.1"),
            new Node("swarm-2", "def", "Down", "Drain", "", "28.5.1"));
  }

  @Test
  void allNodesOfANameAreMeantAndNoOther() {
    String nodes = "abc swarm-1\nold swarm-3\nnew swarm-3\nx swarm-33\ny  \n";

    assertThat(SwarmNodes.ids(nodes, "swarm-3")).containsExactly("old", "new");
    assertThat(SwarmNodes.ids(nodes, "swarm-2")).isEmpty();
  }
}
