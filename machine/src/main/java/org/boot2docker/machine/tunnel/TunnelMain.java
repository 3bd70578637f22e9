package org.boot2docker.machine.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.docker.DockerApi;
import org.boot2docker.machine.docker.DockerEvents;
import org.boot2docker.machine.folders.FolderChanges;
import org.boot2docker.machine.folders.GuestChanges;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.ports.PortPublisher;
import org.boot2docker.machine.ports.PortsFile;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;
import org.boot2docker.machine.state.OwnedProcess;

/** The process that serves a machine's Docker endpoint, until the machine's QEMU ends. */
public final class TunnelMain {
  /** Where Docker listens in the guest. */
  static final String GUEST_SOCKET = "/var/run/docker.sock";

  /** Property that is set when QEMU is about to start. */
  static final String EARLY = "boot2docker.early";

  /** From then on QEMU can't be expected any more. */
  private static final Duration EARLY_LIMIT = Duration.ofSeconds(30);

  /** How long a tunnel whose QEMU is gone takes to end, on a busy machine. */
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(10);

  private static final long POLL_MILLIS = 5;

  private TunnelMain() {}

  /**
   * Serves the machine whose folder is the only argument.
   *
   * @throws MachineException when the machine does not run
   */
  @SuppressWarnings("try") // The lock is only held.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("boot2docker: the tunnel takes one argument, a machine's folder");
      System.exit(2);
    }
    MachineDirectory directory = new MachineDirectory(Path.of(arguments[0]));
    Optional<MachineLock> lock = lock(directory);
    if (lock.isEmpty()) {
      // Another one serves already.
      return;
    }
    try (MachineLock held = lock.get()) {
      serveOnce(directory);
    }
    // Threads of open connections must not keep the process.
    System.exit(0);
  }

  /** Who is to serve a QEMU that is about to start waits for the tunnel of the last one to end. */
  private static Optional<MachineLock> lock(MachineDirectory directory) throws IOException {
    long end = System.nanoTime() + (Boolean.getBoolean(EARLY) ? LOCK_LIMIT.toNanos() : 0);
    Optional<MachineLock> lock = MachineLock.tryLock(directory.tunnelLock());
    while (lock.isEmpty() && System.nanoTime() < end && pause()) {
      lock = MachineLock.tryLock(directory.tunnelLock());
    }
    return lock;
  }

  /** Whether to go on. */
  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends without its pid file, for with it, as after a fault, the tunnel is started again. */
  private static void serveOnce(MachineDirectory directory) throws IOException {
    serve(directory);
    Files.deleteIfExists(directory.tunnelPid());
  }

  private static void serve(MachineDirectory directory) throws IOException {
    TunnelLog log = new TunnelLog(directory.tunnelLog());
    // One that died and is started again finds its own file, and what it had QEMU forward.
    boolean early = Boolean.getBoolean(EARLY) && !Files.exists(directory.tunnelPid());
    if (early) {
      SshSession.prepare(target(directory));
    }
    Optional<ProcessHandle> qemu = early ? awaitQemu(directory) : qemu(directory);
    if (qemu.isEmpty()) {
      log.say("the machine does not run: nothing to serve");
      throw new MachineException("machine %s does not run".formatted(directory.name()));
    }
    try (DockerTunnel tunnel =
        DockerTunnel.listen(directory.dockerSocket(), GUEST_SOCKET, target(directory), log)) {
      log.say("serving " + directory.dockerSocket());
      AtomicFile.passingText(directory.tunnelPid(), ProcessHandle.current().pid() + "\n");
      Thread server = new Thread(tunnel::serve, "tunnel-accept");
      server.setDaemon(true);
      server.start();
      if (early) {
        tunnel.logIn();
      }
      follow(directory, tunnel, log, early);
      qemu.get().onExit().join();
      log.say("the machine ended");
    }
  }

  private static Optional<ProcessHandle> qemu(MachineDirectory directory) throws IOException {
    return OwnedProcess.find(directory.qemuPid(), directory.qemuPid().toString());
  }

  private static Optional<ProcessHandle> awaitQemu(MachineDirectory directory) throws IOException {
    long end = System.nanoTime() + EARLY_LIMIT.toNanos();
    Optional<ProcessHandle> qemu = qemu(directory);
    while (qemu.isEmpty() && System.nanoTime() < end && pause()) {
      qemu = qemu(directory);
    }
    return qemu;
  }

  /** Keeps ports of this host, and what the guest knows of its folders, as containers need them. */
  private static void follow(
      MachineDirectory directory, DockerTunnel tunnel, Progress log, boolean early)
      throws IOException {
    List<DockerEvents.Follower> followers = new ArrayList<>();
    PortPublisher publisher = publisher(directory, tunnel, log);
    publisher.begin(early);
    followers.add(publisher);
    if (!SettingsFile.read(directory).has(Setting.NO_SHARE_EVENTS)) {
      changes(directory, tunnel, log).ifPresent(followers::add);
    }
    DockerEvents.follow(directory.dockerSocket(), followers);
  }

  /** The rest is served without, for example where this host has no inotify left. */
  private static Optional<FolderChanges> changes(
      MachineDirectory directory, DockerTunnel tunnel, Progress log) {
    try {
      List<Share> shares =
          MachineConfig.read(directory).shares().lines().map(Share::parse).toList();
      if (shares.isEmpty()) {
        return Optional.empty();
      }
      DockerApi docker = new DockerApi(directory.dockerSocket());
      FolderChanges changes =
          FolderChanges.of(docker, shares, new GuestChanges(tunnel::session), log);
      changes.begin();
      return Optional.of(changes);
    } catch (IOException | IllegalArgumentException e) {
      log.say("containers are not told of changes in shared folders: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static PortPublisher publisher(
      MachineDirectory directory, DockerTunnel tunnel, Progress log) {
    PortPublisher.Access access =
        new PortPublisher.Access() {
          @Override
          public Path docker() {
            return directory.dockerSocket();
          }

          @Override
          public Path monitor() {
            return directory.qmpSocket();
          }

          @Override
          public SshSession login() throws IOException {
            return tunnel.session();
          }
        };
    PortPublisher.Own own = () -> SettingsFile.read(directory).forwards();
    return PortPublisher.of(access, own, new PortsFile(directory.ports()), log);
  }

  private static SshTarget target(MachineDirectory directory) throws IOException {
    MachineConfig config = MachineConfig.read(directory);
    HostKeys hostKeys =
        new HostKeys(directory.knownHosts(), "boot2docker-" + directory.name(), config.hasDisk());
    return SshTarget.local(config.sshPort(), directory.privateKey(), hostKeys);
  }
}
