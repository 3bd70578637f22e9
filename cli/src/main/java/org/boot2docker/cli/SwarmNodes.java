package org.boot2docker.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;

/**
 * The machines of a swarm.
 *
 * @param terminal for people
 * @param starter starts one
 */
record SwarmNodes(Terminal terminal, Starter starter) {
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

  /**
   * Starts the first nodes, and deletes all others.
   *
   * @throws MachineException when a node can't be started or can't join
   */
  void scale(int count) throws IOException {
    for (int number : numbers()) {
      if (number > count) {
        delete(number);
      }
    }
    for (int number = 1; number <= count; number++) {
      start(number);
    }
  }

  private void start(int number) throws IOException {
    String name = PREFIX + number;
    Machine machine = Machine.named(name);
    List<String> options =
        machine.exists() ? List.of() : List.of("--lan", NETWORK + number + "/24");
    if (starter.start(name, options) != 0) {
      throw new MachineException(
          "node %s did not start: see above, or 'boot2docker logs --name %s'"
              .formatted(name, name));
    }
    takeName(machine);
    if (run(machine, "docker info -f '{{.Swarm.LocalNodeState}}'").equals("active")) {
      return;
    }
    if (number == 1) {
      run(machine, "docker swarm init --advertise-addr " + NETWORK + 1);
    } else {
      String token = run(Machine.named(MANAGER), "docker swarm join-token -q worker");
      run(machine, "docker swarm join --token %s %s1:2377".formatted(token, NETWORK));
    }
    terminal.say("node " + name + " is in the swarm");
  }

  /** By its name Docker tells a node from others. */
  private void takeName(Machine machine) throws IOException {
    if (run(machine, "hostname").equals(machine.name())) {
      return;
    }
    run(
        machine,
        "sudo sethostname %s && sudo /etc/init.d/docker restart".formatted(machine.name()));
    machine.awaitDocker(LIMIT, terminal::say);
  }

  private void delete(int number) throws IOException {
    Machine machine = Machine.named(PREFIX + number);
    Machine manager = Machine.named(MANAGER);
    if (number > 1 && manager.isRunning()) {
      run(
          manager,
          "docker node rm --force %1$s || ! docker node inspect %1$s".formatted(machine.name()));
    }
    machine.remove(terminal::say);
    terminal.say("node " + machine.name() + " is deleted");
  }

  /** Deletes all of them. */
  void down() throws IOException {
    List<Integer> numbers = numbers();
    // Nobody takes over the work of a node that goes with all others.
    for (int i = numbers.size() - 1; i >= 0; i--) {
      Machine machine = Machine.named(PREFIX + numbers.get(i));
      machine.stop(Duration.ZERO, Progress.SILENT);
      machine.remove(Progress.SILENT);
    }
    terminal.print(numbers.size() + " nodes are deleted");
  }

  /** What the manager says of its nodes. */
  String status() throws IOException {
    Machine manager = MachineOptions.existing(MANAGER);
    return run(manager, "docker node ls");
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
