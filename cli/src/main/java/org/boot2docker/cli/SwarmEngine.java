package org.boot2docker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.docker.DockerApi;
import org.boot2docker.machine.model.MachineException;

/**
 * What a node's Docker says and does about the swarm, by its API: to start the {@code docker}
 * command in the guest takes longer than most of this.
 */
final class SwarmEngine {
  private static final String LISTEN = "0.0.0.0:2377";

  /**
   * A guest without acceleration takes half a minute to boot, and tries again after 8 s at most.
   */
  private static final Duration REUNION_LIMIT = Duration.ofMinutes(2);

  private static final long PAUSE_MILLIS = 200;

  private final Machine machine;
  private final DockerApi docker;

  /** That of a machine that runs, with the process that carries Docker's socket. */
  SwarmEngine(Machine machine) {
    this.machine = machine;
    this.docker = machine.dockerApi();
  }

  /**
   * A node of the swarm, as its manager sees it.
   *
   * @param name of the machine
   * @param id Docker's
   * @param status such as Ready and Down
   * @param availability Active, Pause or Drain
   * @param managerStatus such as Leader; empty for a worker
   * @param engineVersion Docker's
   */
  record Node(
      String name,
      String id,
      String status,
      String availability,
      String managerStatus,
      String engineVersion) {

    /** Reads it from Docker's answer. */
    static Node of(JsonNode node) {
      JsonNode manager = node.path("ManagerStatus");
      return new Node(
          node.at("/Description/Hostname").asText(),
          node.path("ID").asText(),
          capitalised(node.at("/Status/State").asText()),
          capitalised(node.at("/Spec/Availability").asText()),
          manager.path("Leader").asBoolean()
              ? "Leader"
              : capitalised(manager.path("Reachability").asText("")),
          node.at("/Description/Engine/EngineVersion").asText());
    }

    private static String capitalised(String word) {
      return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
  }

  /** A call of the API. */
  private interface Call<T> {
    T make() throws IOException;
  }

  private <T> T named(String what, Call<T> call) throws MachineException {
    try {
      return call.make();
    } catch (IOException e) {
      throw failed(what, e);
    }
  }

  private MachineException failed(String what, IOException e) {
    return new MachineException(
        "node %1$s can't %2$s (%3$s): try again, or look with 'boot2docker ssh --name %1$s'"
            .formatted(machine.name(), what, e.getMessage()),
        e);
  }

  /** The name that Docker gives the node, which is the guest's host name. */
  String name() throws MachineException {
    return named("tell its name", () -> docker.get("/info").path("Name").asText());
  }

  /**
   * Its id in the swarm that it is in; empty when it is in none. A node that was in one when its
   * Docker ended looks for the managers first, which may still boot.
   *
   * @throws MachineException when it does not find its swarm's managers, or can't say
   */
  Optional<String> id() throws MachineException {
    long end = System.nanoTime() + REUNION_LIMIT.toNanos();
    JsonNode swarm = swarm();
    while (state(swarm).equals("pending") && System.nanoTime() < end) {
      pause();
      swarm = swarm();
    }
    return switch (state(swarm)) {
      case "inactive" -> Optional.empty();
      case "active" -> Optional.of(swarm.path("NodeID").asText());
      default ->
          throw new MachineException(
              "node %1$s is in a swarm, but is %2$s (%3$s): see 'boot2docker ssh %1$s docker info', and leave the swarm there with 'docker swarm leave --force' if it is lost"
                  .formatted(machine.name(), state(swarm), swarm.path("Error").asText("")));
    };
  }

  private JsonNode swarm() throws MachineException {
    return named("tell its state", () -> docker.get("/info").path("Swarm"));
  }

  private static String state(JsonNode swarm) {
    return swarm.path("LocalNodeState").asText();
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while a node looked for its swarm", e);
    }
  }

  /** Begins a swarm, whose manager it is. */
  void begin(String address) throws MachineException {
    JsonNode body = Json.object().put("ListenAddr", LISTEN).put("AdvertiseAddr", address);
    named("begin a swarm", () -> docker.post("/swarm/init", body));
  }

  /** With what workers join. */
  String workerToken() throws MachineException {
    return named(
        "tell how to join it", () -> docker.get("/swarm").at("/JoinTokens/Worker").asText());
  }

  /** Joins a manager's swarm as a worker. */
  void join(String address, String manager, String token) throws MachineException {
    ObjectNode body =
        Json.object()
            .put("ListenAddr", LISTEN)
            .put("AdvertiseAddr", address)
            .put("JoinToken", token);
    body.putArray("RemoteAddrs").add(manager + ":2377");
    named("join the swarm", () -> docker.post("/swarm/join", body));
  }

  /** The nodes, as a manager knows them, by name. */
  List<Node> nodes() throws MachineException {
    JsonNode answer = named("list the nodes", () -> docker.get("/nodes"));
    List<Node> nodes = new ArrayList<>();
    answer.forEach(node -> nodes.add(Node.of(node)));
    // swarm-2 comes before swarm-10.
    nodes.sort(
        Comparator.comparingInt((Node node) -> node.name().length()).thenComparing(Node::name));
    return nodes;
  }

  /** Whether a manager knows the node of an id. */
  boolean hasNode(String id) throws MachineException {
    return nodes().stream().map(Node::id).anyMatch(id::equals);
  }

  /** Has a manager forget the nodes of a name among some: which is to go, or is gone. */
  void forget(String name, List<Node> nodes) throws MachineException {
    for (Node node : nodes) {
      if (node.name().equals(name)) {
        forget(node);
      }
    }
  }

  private void forget(Node node) throws MachineException {
    try {
      docker.delete("/nodes/" + node.id() + "?force=true");
    } catch (IOException e) {
      // Another command may have been faster.
      if (hasNode(node.id())) {
        throw failed("forget " + node.name(), e);
      }
    }
  }
}
