package org.boot2docker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;

/**
 * The machines of a swarm.
 *
 * @param terminal asks before nodes are deleted
 * @param progress hears what is done
 * @param starter starts one
 */
record SwarmNodes(Terminal terminal, Progress progress, Starter starter) {
  private static final String PREFIX = "swarm-";
  private static final String NETWORK = "10.98.0.";
  private static final String MANAGER = PREFIX + 1;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Starts a machine. */
  @FunctionalInterface
  interface Starter {
    /** With these options of {@code up}; gives the exit code. */
    int start(String name, List<String> options);
  }

  /** Numbers of the nodes that there are, in ascending order. */
  private static List<Integer> numbers() throws IOException {
    return Machine.names(System.getenv()).stream()
        .filter(name -> name.matches(PREFIX + "[1-9][0-9]{0,2}"))
        .map(name -> Integer.parseInt(name.substring(PREFIX.length())))
        .sorted()
        .toList();
  }

  /** Those of them that there are. */
  private static List<Integer> existing() throws IOException {
    List<Integer> numbers = numbers();
    if (numbers.isEmpty()) {
      throw new MachineException("there is no swarm: start one with 'boot2docker swarm up'");
    }
    return numbers;
  }

  /**
   * Starts the first nodes, and deletes all others. There may be none yet.
   *
   * @param force whether nodes are deleted without asking
   * @return whether that was done, and not refused by the user
   * @throws MachineException when a node can't be started or can't join, or nobody can be asked
   */
  boolean up(int count, boolean force) throws IOException {
    List<Integer> surplus = numbers().stream().filter(number -> number > count).toList();
    if (!force && !confirmed(surplus)) {
      return false;
    }
    // The manager first: it must hear which nodes go.
    start(1);
    for (int number : surplus) {
      delete(number);
    }
    for (int number = 2; number <= count; number++) {
      start(number);
    }
    return true;
  }

  /**
   * As {@link #up}, of a swarm that there is.
   *
   * @throws MachineException also when there is none
   */
  boolean scale(int count, boolean force) throws IOException {
    existing();
    return up(count, force);
  }

  /** Asks about the nodes to delete, if there are any. */
  private boolean confirmed(List<Integer> doomed) throws IOException {
    if (doomed.isEmpty()) {
      return true;
    }
    String names = doomed.stream().map(number -> PREFIX + number).collect(Collectors.joining(", "));
    return terminal
        .confirms(
            "Delete %s and all that is on %s?"
                .formatted(names, doomed.size() == 1 ? "its data disk" : "their data disks"))
        .orElseThrow(
            () ->
                new MachineException(
                    "nobody can be asked whether to delete %s: delete them with --force"
                        .formatted(names)));
  }

  private void start(int number) throws IOException {
    String name = PREFIX + number;
    Machine machine = Machine.named(name);
    if (machine.isRunning() && hasJoined(machine)) {
      // The process that carries Docker's socket may have ended.
      machine.serveDocker(progress);
      return;
    }
    progress.say("starting node " + name);
    if (starter.start(name, missing(machine.settings(), number)) != 0) {
      throw new MachineException(
          "node %s did not start: see above, or 'boot2docker logs --name %s'"
              .formatted(name, name));
    }
    takeName(machine);
    if (isActive(machine)) {
      return;
    }
    if (number == 1) {
      run(machine, "docker swarm init --advertise-addr " + NETWORK + 1);
    } else {
      String token = run(Machine.named(MANAGER), "docker swarm join-token -q worker");
      run(machine, "docker swarm join --token %s %s1:2377".formatted(token, NETWORK));
    }
    progress.say("node " + name + " is in the swarm");
  }

  /** A node that still boots, or hangs, is no error yet: {@code up} waits for it, and says so. */
  private static boolean hasJoined(Machine machine) {
    try {
      return isActive(machine);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isActive(Machine machine) throws IOException {
    return run(machine, "docker info -f '{{.Swarm.LocalNodeState}}'").equals("active");
  }

  /**
   * Options with which a machine of these settings is a node: the others reach it by its address.
   */
  static List<String> missing(Settings settings, int number) {
    String address = NETWORK + number + "/24";
    return settings.all(Setting.LAN).contains(address) ? List.of() : List.of("--lan", address);
  }

  /** By its name Docker tells a node from others. */
  private void takeName(Machine machine) throws IOException {
    if (run(machine, "hostname").equals(machine.name())) {
      return;
    }
    run(
        machine,
        "sudo sethostname %s && sudo /etc/init.d/docker restart".formatted(machine.name()));
    machine.awaitDocker(LIMIT, progress);
  }

  private void delete(int number) throws IOException {
    Machine machine = Machine.named(PREFIX + number);
    Machine manager = Machine.named(MANAGER);
    String nodes = run(manager, "docker node ls --format '{{.ID}} {{.Hostname}}'");
    for (String id : ids(nodes, machine.name())) {
      run(manager, "docker node rm --force %1$s || ! docker node inspect %1$s".formatted(id));
    }
    AutostartCommand.of(machine).disable();
    machine.remove(progress);
    progress.say("node " + machine.name() + " is deleted");
  }

  /** Ids of the nodes with a name: with this one those that had it earlier, which are gone. */
  static List<String> ids(String nodes, String name) {
    return nodes
        .lines()
        .map(line -> line.strip().split(" +"))
        .filter(words -> words.length == 2 && words[1].equals(name))
        .map(words -> words[0])
        .toList();
  }

  /**
   * Deletes all of them.
   *
   * @param force whether that is done without asking
   * @return whether that was done, and not refused by the user
   * @throws MachineException when there are none, or nobody can be asked
   */
  boolean down(boolean force) throws IOException {
    List<Integer> numbers = existing();
    if (!force && !confirmed(numbers)) {
      return false;
    }
    // Nobody takes over the work of a node that goes with all others.
    for (int i = numbers.size() - 1; i >= 0; i--) {
      Machine machine = Machine.named(PREFIX + numbers.get(i));
      AutostartCommand.of(machine).disable();
      machine.stop(Duration.ZERO, Progress.SILENT);
      machine.remove(Progress.SILENT);
      progress.say("node " + machine.name() + " is deleted");
    }
    return true;
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

    /** Each is a line of JSON. */
    static List<Node> parse(String lines) throws IOException {
      List<Node> nodes = new ArrayList<>();
      for (String line : lines.lines().toList()) {
        JsonNode node = Json.parse(line);
        nodes.add(
            new Node(
                node.path("Hostname").asText(),
                node.path("ID").asText(),
                node.path("Status").asText(),
                node.path("Availability").asText(),
                node.path("ManagerStatus").asText(),
                node.path("EngineVersion").asText()));
      }
      return nodes;
    }
  }

  /**
   * The nodes, in the order in which the manager lists them.
   *
   * @throws MachineException when there is no swarm, or its manager doesn't run
   */
  List<Node> nodes() throws IOException {
    return Node.parse(run(manager(), "docker node ls --format '{{json .}}'"));
  }

  /**
   * What the manager says of its nodes.
   *
   * @throws MachineException when there is no swarm, or its manager doesn't run
   */
  String status() throws IOException {
    return run(manager(), "docker node ls");
  }

  private static Machine manager() throws IOException {
    List<Integer> numbers = existing();
    int highest = numbers.get(numbers.size() - 1);
    Machine manager = Machine.named(MANAGER);
    if (!manager.isRunning()) {
      throw new MachineException(
          "the swarm's manager %s is not running: start it with 'boot2docker swarm up --nodes %d'"
              .formatted(MANAGER, highest));
    }
    return manager;
  }

  /** The command that lists the nodes from this host, as an example of how to use the swarm. */
  static String use() throws IOException {
    return "docker --context %s node ls".formatted(Machine.named(MANAGER).dockerContext().name());
  }

  private static String run(Machine machine, String command) throws IOException {
    try (SshSession session = machine.ssh()) {
      ExecResult result = session.exec(command);
      if (result.exit() != 0) {
        throw new MachineException(
            "'%s' failed on %s (%s): try again, or run it there with 'boot2docker ssh --name %s'"
                .formatted(
                    command.replaceAll("--token \\S+", "--token ..."),
                    machine.name(),
                    result.err().strip().replace('\n', ' '),
                    machine.name()));
      }
      return result.out().strip();
    }
  }
}
