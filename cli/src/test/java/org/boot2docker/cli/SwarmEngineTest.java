package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.boot2docker.cli.SwarmEngine.Node;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.Test;

class SwarmEngineTest {
  private static Node node(String json) throws IOException {
    return Node.of(Json.parse(json));
  }

  @Test
  void theLeaderIsReadFromDockersAnswer() throws IOException {
    assertThat(
            node(
                """
                {"ID": "abc",
                 "Spec": {"Role": "manager", "Availability": "active"},
                 "Description": {"Hostname": "swarm-1", "Engine": {"EngineVersion": "28.5.1"}},
                 "Status": {"State": "ready", "Addr": "10.98.0.1"},
                 "ManagerStatus": {"Leader": true, "Reachability": "reachable"}}
                """))
        .isEqualTo(new Node("swarm-1", "abc", "Ready", "Active", "Leader", "28.5.1"));
  }

  @Test
  void aWorkerThatIsGoneHasNoManagerStatus() throws IOException {
    assertThat(
            node(
                """
                {"ID": "def",
                 "Spec": {"Role": "worker", "Availability": "drain"},
                 "Description": {"Hostname": "swarm-2"},
                 "Status": {"State": "down"}}
                """))
        .isEqualTo(new Node("swarm-2", "def", "Down", "Drain", "", ""));
  }
}
