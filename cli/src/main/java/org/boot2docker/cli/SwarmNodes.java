package org.boot2docker.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.boot2docker.cli.SwarmEngine.Node;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
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
  private static final String PREFIX_LENGTH = "/24";

  /** Makes and starts machines. */
  interface Starter {
    /**
     * Checks that a machine has this address, or can get it, and that a new one has memory enough.
     *
     * @throws MachineException when it runs without, or can't boot
     */
    void require(String name, String address) throws IOException;

    /**
     * Sees to it that there is a machine with this address on the machines' own network.
     *
     * @param address such as 10.98.0.1/24
     */
    void prepare(String name, String address) throws IOException;

    /** Starts one that there is; gives the exit code. Several threads call this. */
    int start(String name);
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
    for (int number = 1; number <= count; number++) {
      starter.require(PREFIX + number, address(number) + PREFIX_LENGTH);
    }
    for (int number = 1; number <= count; number++) {
      // All before the first one starts: each guest hears which others there are.
      starter.prepare(PREFIX + number, address(number) + PREFIX_LENGTH);
    }
    if (!surplus.isEmpty()) {
      // It must hear which nodes go.
      startManager();
    }
    for (int number : surplus) {
      delete(number);
    }
    startTogether(count);
    return true;
  }

  private static String address(int number) {
    return NETWORK + number;
  }

  /** At most as many at once as there are processors, but three at least. */
  private void startTogether(int count) throws IOException {
    int most = Math.max(3, Runtime.getRuntime().availableProcessors());
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, most));
    try {
      Future<String> token = threads.submit(this::startManager);
      List<Future<?>> nodes = new ArrayList<>(List.of(token));
      for (int each = 2; each <= count; each++) {
        int number = each;
        nodes.add(threads.submit(() -> startWorker(number, token)));
      }
      finish(nodes);
    } finally {
      threads.shutdown();
    }
  }

  /** Waits for all: one that fails is no reason to leave the others half started. */
  private void finish(List<Future<?>> nodes) throws IOException {
    Set<IOException> failures = new LinkedHashSet<>();
    for (Future<?> node : nodes) {
      try {
        result(node);
      } catch (IOException e) {
        failures.add(e);
      }
    }
    Iterator<IOException> each = failures.iterator();
    if (each.hasNext()) {
      IOException first = each.next();
      each.forEachRemaining(e -> terminal.say("boot2docker: " + e.getMessage()));
      throw first;
    }
  }

  private static <T> T result(Future<T> node) throws IOException {
    try {
      return node.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while nodes were started", e);
    }
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

  /** Gives the token with which workers join. */
  private String startManager() throws IOException {
    SwarmEngine engine = started(Machine.named(MANAGER));
    if (engine.id().isEmpty()) {
      begin(engine);
      progress.say("node " + MANAGER + " has begun the swarm");
    }
    return engine.workerToken();
  }

  /** Another command may have been faster. */
  private static void begin(SwarmEngine engine) throws IOException {
    try {
      engine.begin(address(1));
    } catch (MachineException e) {
      if (engine.id().isEmpty()) {
        throw e;
      }
    }
  }

  private Void startWorker(int number, Future<String> token) throws IOException {
    Machine machine = Machine.named(PREFIX + number);
    SwarmEngine engine = started(machine);
    String secret = result(token);
    SwarmEngine manager = new SwarmEngine(Machine.named(MANAGER));
    // Before the id: a node that another command joins meanwhile is none of these.
    List<Node> before = manager.nodes();
    Optional<String> id = engine.id();
    if (id.isEmpty()) {
      // What a machine of this name was before it lost its disk, or if it never had one.
      manager.forget(machine.name(), before);
      join(engine, number, secret, manager);
      progress.say("node " + machine.name() + " is in the swarm");
    } else if (!manager.hasNode(id.get())) {
      throw new MachineException(
          "node %1$s is in another swarm than %2$s: leave that with 'boot2docker ssh %1$s docker swarm leave --force', or begin anew with 'boot2docker swarm down'"
              .formatted(machine.name(), MANAGER));
    }
    return null;
  }

  /** Another command may have been faster. */
  static void join(SwarmEngine engine, int number, String token, SwarmEngine manager)
      throws MachineException {
    try {
      engine.join(address(number), address(1), token);
    } catch (MachineException e) {
      Optional<String> id = engine.id();
      if (id.isEmpty() || !manager.hasNode(id.get())) {
        throw e;
      }
    }
  }

  private SwarmEngine started(Machine machine) throws IOException {
    if (!machine.isRunning()) {
      progress.say("starting node " + machine.name());
    }
    // One that runs may still boot, or lack the process that carries Docker's socket.
    if (starter.start(machine.name()) != 0) {
      throw new MachineException(
          "node %s did not start: see above, or 'boot2docker logs --name %s'"
              .formatted(machine.name(), machine.name()));
    }
    SwarmEngine engine = new SwarmEngine(machine);
    takeName(machine, engine);
    return engine;
  }

  /** By its name Docker tells a node from others; an image of an older version is not told it. */
  private static void takeName(Machine machine, SwarmEngine engine) throws IOException {
    if (engine.name().equals(machine.name())) {
      return;
    }
    try (SshSession session = machine.ssh()) {
      session.exec("sudo sethostname " + machine.name());
    }
    if (!engine.name().equals(machine.name())) {
      throw new MachineException(
          "node %1$s has another host name: set it with 'boot2docker ssh %1$s sudo sethostname %1$s', then try again"
              .formatted(machine.name()));
    }
  }

  private void delete(int number) throws IOException {
    Machine machine = Machine.named(PREFIX + number);
    SwarmEngine manager = new SwarmEngine(Machine.named(MANAGER));
    manager.forget(machine.name(), manager.nodes());
    AutostartCommand.of(machine).disable();
    machine.remove(progress);
    progress.say("node " + machine.name() + " is deleted");
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
   * The nodes, by name.
   *
   * @throws MachineException when there is no swarm, or its manager doesn't run
   */
  List<Node> nodes() throws IOException {
    Machine manager = manager();
    manager.serveDocker(progress);
    SwarmEngine engine = new SwarmEngine(manager);
    if (engine.id().isEmpty()) {
      throw new MachineException(
          "%s is in no swarm: begin one with '%s'".formatted(MANAGER, upAgain()));
    }
    return engine.nodes();
  }

  private static Machine manager() throws IOException {
    existing();
    Machine manager = Machine.named(MANAGER);
    if (hasForgotten(manager)) {
      throw new MachineException(
          "the swarm's manager %s had no disk, so the swarm ended with it: delete its nodes with 'boot2docker swarm down'"
              .formatted(MANAGER));
    }
    if (!manager.isRunning()) {
      throw new MachineException(
          "the swarm's manager %s is not running: start it with '%s'"
              .formatted(MANAGER, upAgain()));
    }
    return manager;
  }

  /** Whether it was started, without a disk, and then ended. */
  private static boolean hasForgotten(Machine manager) throws IOException {
    return manager.directory().wasStarted()
        && !manager.isRunning()
        && !manager.isSaved()
        && manager.settings().has(Setting.NO_DISK);
  }

  /** The command that starts the nodes that there are; some between them may be missing. */
  static String upAgain() throws IOException {
    List<Integer> numbers = existing();
    return "boot2docker swarm up --nodes " + numbers.get(numbers.size() - 1);
  }

  /** The command that lists the nodes from this host, as an example of how to use the swarm. */
  static String use() throws IOException {
    return "docker --context %s node ls".formatted(Machine.named(MANAGER).dockerContext().name());
  }
}
