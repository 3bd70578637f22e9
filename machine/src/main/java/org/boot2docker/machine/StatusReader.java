package org.boot2docker.machine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.machine.MachineStatus.State;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.ssh.SshWait;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.tunnel.DockerContext;
import org.boot2docker.machine.tunnel.DockerPing;
import org.boot2docker.machine.tunnel.TunnelProcess;

/** Finds out how a machine is. */
final class StatusReader {
  private static final Duration BANNER_LIMIT = Duration.ofSeconds(2);
  private static final Duration PING_LIMIT = Duration.ofSeconds(5);

  /** In which Docker usually answers. */
  private static final Duration FIRST_PING_LIMIT = Duration.ofMillis(300);

  private final MachineDirectory directory;
  private final Map<String, String> environment;

  StatusReader(MachineDirectory directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  MachineStatus read() throws IOException {
    Optional<ProcessHandle> qemu = new RunningQemu(directory).process();
    MachineConfig config = MachineConfig.read(directory);
    Optional<String> docker =
        qemu.isPresent()
            ? DockerPing.version(directory.dockerSocket(), FIRST_PING_LIMIT)
            : Optional.empty();
    State state = state(qemu.isPresent(), docker.isPresent(), config);
    if (state == State.RUNNING && docker.isEmpty()) {
      new TunnelProcess(directory).ensure();
      docker = DockerPing.version(directory.dockerSocket(), PING_LIMIT);
    }
    Instant started = Instant.ofEpochSecond(config.startedAt());
    return new MachineStatus(
        directory.name(),
        state,
        qemu.map(ProcessHandle::pid).orElse(0L),
        config.sshPort(),
        config.accelerator(),
        config.image(),
        qemu.isPresent() ? Duration.between(started, Instant.now()) : Duration.ZERO,
        docker,
        directory.dockerSocket(),
        new DockerContext(directory, environment).name());
  }

  /** The state alone; starts nothing. */
  State state() throws IOException {
    boolean runs = new RunningQemu(directory).process().isPresent();
    boolean docker =
        runs && DockerPing.version(directory.dockerSocket(), FIRST_PING_LIMIT).isPresent();
    return state(runs, docker, MachineConfig.read(directory));
  }

  private State state(boolean runs, boolean docker, MachineConfig config) {
    if (!runs) {
      return SavedState.exists(directory) ? State.SAVED : State.STOPPED;
    }
    // Docker's answer comes by SSH.
    if (docker || answers(config)) {
      return State.RUNNING;
    }
    return FullDisk.holds(directory) ? State.HELD : State.STARTING;
  }

  private boolean answers(MachineConfig config) {
    HostKeys unasked = new HostKeys(directory.knownHosts(), directory.name(), true);
    return SshWait.answers(
        SshTarget.local(config.sshPort(), directory.privateKey(), unasked), BANNER_LIMIT);
  }
}
