package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.cli.SwarmEngine.Node;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwarmEngineTest {
  private static final String MEMBER =
      "{\"Swarm\": {\"LocalNodeState\": \"active\", \"NodeID\": \"def\"}}";
  private static final String ALONE = "{\"Swarm\": {\"LocalNodeState\": \"inactive\"}}";
  private static final String NODES =
      """
      [{"ID": "abc", "Description": {"Hostname": "swarm-1"}},
       {"ID": "old", "Description": {"Hostname": "swarm-2"}},
       {"ID": "def", "Description": {"Hostname": "swarm-2"}}]
      """;

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

  private Path home = Path.of("unset");

  @BeforeEach
  void makeHome() throws IOException {
    // The names of Unix sockets are short.
    home = Files.createTempDirectory("b2dswarm");
  }

  @AfterEach
  void deleteHome() throws IOException {
    Folders.delete(home);
  }

  private Machine machine(String name) throws IOException {
    return Machine.named(name, Map.of(MachineDirectory.HOME_VARIABLE, home.toString()));
  }

  private FakeDocker docker(String name, Map<String, String> answers) throws IOException {
    return new FakeDocker(machine(name).dockerSocket(), answers);
  }

  /** The node refuses to join. */
  private void join(String state, String nodes) throws IOException {
    try (FakeDocker manager = docker("swarm-1", Map.of("GET /nodes", nodes));
        FakeDocker node = docker("swarm-2", Map.of("GET /info", state))) {
      SwarmEngine engine = new SwarmEngine(machine("swarm-2"));
      SwarmNodes.join(engine, 2, "token", new SwarmEngine(machine("swarm-1")));
      assertThat(node.calls()).contains("POST /swarm/join");
      assertThat(manager.calls()).contains("GET /nodes");
    }
  }

  @Test
  void aNodeThatAnotherCommandHasJoinedIsInTheSwarm() throws IOException {
    join(MEMBER, NODES);
  }

  @Test
  void aNodeThatIsInNoSwarmOrInAnotherHasNotJoined() {
    assertThatThrownBy(() -> join(ALONE, NODES)).isInstanceOf(MachineException.class);
    assertThatThrownBy(() -> join(MEMBER, "[]")).isInstanceOf(MachineException.class);
  }

  @Test
  void aManagerForgetsTheNodesOfANameThatWereThereBefore() throws IOException {
    Map<String, String> answers = Map.of("GET /nodes", NODES, "DELETE /nodes/old?force=true", "{}");
    try (FakeDocker docker = docker("swarm-1", answers)) {
      SwarmEngine manager = new SwarmEngine(machine("swarm-1"));
      manager.forget("swarm-2", manager.nodes().subList(0, 2));
      assertThat(docker.calls()).containsExactly("GET /nodes", "DELETE /nodes/old?force=true");
    }
  }
}
