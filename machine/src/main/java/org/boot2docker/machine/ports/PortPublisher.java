package org.boot2docker.machine.ports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.docker.DockerApi;
import org.boot2docker.machine.docker.DockerEvents;
import org.boot2docker.machine.docker.DockerSource;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.ssh.SshSession;

/** Keeps the ports of this host as Docker's containers ask for them. */
public final class PortPublisher implements DockerEvents.Follower {
  /** How often a port that somebody else had is tried again. */
  private static final long RETRY_MILLIS = 10_000;

  /** How often containers on the guest's own network are looked at: Docker has no event for it. */
  private static final long LISTENERS_MILLIS = 3_000;

  private final DockerSource docker;
  private final Forwarder qemu;
  private final Forwarder ssh;
  private final Listeners listeners;
  private final Own own;
  private final boolean hasIpv6 = hasIpv6();
  private final PortsFile file;
  private final Progress log;
  private final Semaphore changes = new Semaphore(0);

  /** What was tried, and what went wrong with it. */
  private final Map<PublishedPort, String> tried = new TreeMap<>(PublishedPort.ORDER);

  /** What Docker says of its containers: ports, and where each leads. */
  private SortedMap<PublishedPort, String> published = Collections.emptySortedMap();

  /** Running containers on the guest's own network, and what they listen to. */
  private List<String> onHost = List.of();

  private SortedMap<PublishedPort, String> listened = Collections.emptySortedMap();

  /** Since an update began that failed, as while Docker leaves a swarm. */
  private boolean outdated;

  private volatile String updateProblem = "";
  private String listenersProblem = "";

  /** What the settings forwarded at the last update; empty before the first. */
  private Optional<List<PortForward>> forwards = Optional.empty();

  PortPublisher(
      DockerSource docker,
      Forwarder qemu,
      Forwarder ssh,
      Listeners listeners,
      Own own,
      PortsFile file,
      Progress log) {
    this.docker = docker;
    this.qemu = qemu;
    this.ssh = ssh;
    this.listeners = listeners;
    this.own = own;
    this.file = file;
    this.log = log;
  }

  /** How the publisher gets at a machine: its sockets, and a login. */
  public interface Access {
    /** Docker's API. */
    Path docker();

    /** QEMU's monitor. */
    Path monitor();

    /** A login that is open. */
    SshSession login() throws IOException;
  }

  /** What the machine's settings forward, which may change while it runs. */
  public interface Own {
    /** That of now. */
    List<PortForward> forwards() throws IOException;
  }

  /**
   * For a machine.
   *
   * @param own what the machine's settings forward; where that is the same port it is left alone
   * @param file where it notes what is published
   */
  public static PortPublisher of(Access access, Own own, PortsFile file, Progress log) {
    return new PortPublisher(
        new DockerApi(access.docker()),
        new QemuForwarder(access.monitor()),
        new SshForwarder(access::login),
        new HostNetwork(access::login),
        own,
        file,
        log);
  }

  /**
   * Begins, in a thread that doesn't keep the program: with what was published when the last tunnel
   * ended, as after a resume, and soon with what Docker says.
   *
   * @param fresh whether QEMU has just started, and so forwards nothing of these
   */
  public void begin(boolean fresh) {
    if (!fresh) {
      removeLeftovers();
    }
    Thread thread =
        new Thread(
            () -> {
              replay();
              work();
            },
            "ports");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void changed() {
    changes.release();
  }

  /** QEMU still forwards what a tunnel had it forward that was killed. */
  private void removeLeftovers() {
    file.read().stream()
        .filter(line -> settingsForward(line.port()::isServedBy).isEmpty())
        .forEach(line -> end(line.port(), line.problem()));
  }

  /**
   * Opens what the file says, for Docker takes some seconds to be asked. What can't be opened is
   * left to the first update, which ends, too, what no container has any more.
   */
  synchronized void replay() {
    List<PublishedPort> ports =
        file.read().stream()
            .filter(line -> line.problem().isEmpty())
            .map(PortsFile.Line::port)
            .filter(port -> port.obstacle().isEmpty())
            .filter(port -> settingsForward(port::isServedBy).isEmpty())
            .toList();
    ports.stream().filter(port -> forwarder(port) == qemu).forEach(this::opens);
    for (PublishedPort port : ports) {
      if (forwarder(port) == ssh && !opens(port)) {
        // Perhaps there is no login, which all of them need.
        return;
      }
    }
  }

  /** Whether it could be opened. */
  private boolean opens(PublishedPort port) {
    try {
      open(port);
      tried.put(port, "");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** With a login ends what it carried. */
  @Override
  public synchronized void ended() {
    for (PublishedPort port : List.copyOf(tried.keySet())) {
      if (forwarder(port) == ssh && isOpen(port)) {
        end(port, "");
        tried.remove(port);
      }
    }
  }

  private boolean isOpen(PublishedPort port) {
    return tried.getOrDefault(port, "none").isEmpty();
  }

  private void work() {
    while (true) {
      try {
        boolean onHost = hasContainersOnHost();
        long wait = onHost ? LISTENERS_MILLIS : RETRY_MILLIS;
        boolean changed = changes.tryAcquire(wait, TimeUnit.MILLISECONDS);
        changes.drainPermits();
        if (changed || isDue()) {
          update();
        } else if (onHost) {
          look();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(updateProblem)) {
          log.say("published ports can't be read: " + problem + "; it is tried again");
        }
        updateProblem = problem;
      }
    }
  }

  private synchronized boolean hasContainersOnHost() {
    return !onHost.isEmpty();
  }

  /** Whether there is something to do of which Docker tells nothing. */
  synchronized boolean isDue() throws IOException {
    return outdated
        || tried.keySet().stream().anyMatch(port -> !isOpen(port) && port.obstacle().isEmpty())
        || forwards.isPresent() && !forwards.get().equals(own.forwards());
  }

  /** Makes the ports those that Docker's containers have now. */
  synchronized void update() throws IOException {
    outdated = true;
    ContainerPorts ports = new ContainerPorts();
    List<String> network = new ArrayList<>();
    for (JsonNode container : docker.get("/containers/json")) {
      String id = container.path("Id").asText();
      if (id.matches("[0-9a-f]{64}")) {
        ports.addContainer(docker.get("/containers/" + id + "/json"));
        if (container.at("/HostConfig/NetworkMode").asText().equals("host")) {
          network.add(id);
        }
      }
    }
    if (docker.get("/info").at("/Swarm/ControlAvailable").asBoolean()) {
      docker.get("/services").forEach(ports::addService);
    }
    published = usable(ports);
    onHost = network;
    listened = listened();
    apply();
    outdated = false;
    updateProblem = "";
  }

  /** Makes the ports those that containers on the guest's own network listen to now. */
  synchronized void look() throws IOException {
    SortedMap<PublishedPort, String> before = listened;
    listened = listened();
    if (!listened.equals(before)) {
      apply();
    }
  }

  /** While the guest can't be asked, they are what they were. */
  private SortedMap<PublishedPort, String> listened() {
    if (onHost.isEmpty()) {
      return Collections.emptySortedMap();
    }
    String problem = "";
    SortedMap<PublishedPort, String> found = listened;
    try {
      ContainerPorts ports = new ContainerPorts();
      listeners.of(onHost).forEach(ports::addListener);
      found = usable(ports);
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
      if (!problem.equals(listenersProblem)) {
        log.say("ports of containers on the host network: " + problem + "; it is tried again");
      }
    }
    listenersProblem = problem;
    return found;
  }

  private SortedMap<PublishedPort, String> usable(ContainerPorts ports) throws IOException {
    List<PortForward> now = List.copyOf(own.forwards());
    SortedMap<PublishedPort, String> all = ports.all();
    all.keySet()
        .removeIf(port -> now.stream().anyMatch(port::isServedBy) || port.isBeside() && !hasIpv6);
    forwards = Optional.of(now);
    return all;
  }

  private void apply() throws IOException {
    SortedMap<PublishedPort, String> wanted = new TreeMap<>(PublishedPort.ORDER);
    wanted.putAll(listened);
    wanted.putAll(published);
    for (PublishedPort port : List.copyOf(tried.keySet())) {
      if (!wanted.containsKey(port)) {
        end(port, tried.getOrDefault(port, ""));
        tried.remove(port);
      }
    }
    wanted.keySet().stream().filter(port -> !isOpen(port)).forEach(this::attempt);
    List<PortsFile.Line> lines = new ArrayList<>();
    tried.forEach(
        (port, problem) ->
            lines.add(new PortsFile.Line(port, problem, wanted.getOrDefault(port, ""))));
    file.write(lines);
  }

  private void attempt(PublishedPort port) {
    String before = tried.getOrDefault(port, "");
    String problem = problem(port);
    tried.put(port, problem);
    if (!problem.isEmpty() && !problem.equals(before)) {
      String again = port.obstacle().isEmpty() ? "; it is tried again" : "";
      log.say(port + " is not published on this host: " + problem + again);
    }
  }

  /** What prevents it from being opened; empty when it is open now. */
  private String problem(PublishedPort port) {
    if (port.obstacle().isPresent()) {
      return port.obstacle().get();
    }
    try {
      open(port);
      return "";
    } catch (IOException e) {
      return settingsForward(each -> each.host().overlaps(port.host()))
          .map(each -> "the machine's own forward " + each + " has the port")
          .orElse(String.valueOf(e.getMessage()));
    }
  }

  private void open(PublishedPort port) throws IOException {
    forwarder(port).add(port);
    log.say(port + " leads to the container");
  }

  /** One that the machine's settings forward; none while they can't be read. */
  private Optional<PortForward> settingsForward(Predicate<PortForward> which) {
    try {
      return own.forwards().stream().filter(which).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What could not be had is somebody else's, perhaps a forward of the machine's own settings. */
  private void end(PublishedPort port, String problem) {
    if (!problem.isEmpty()) {
      return;
    }
    try {
      forwarder(port).remove(port);
    } catch (IOException e) {
      log.say(port + " can't be given back: " + e.getMessage());
    }
  }

  private Forwarder forwarder(PublishedPort port) {
    return port.inner() || port.isIpv6() ? ssh : qemu;
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(PublishedPort.LOOPBACK_6, 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
