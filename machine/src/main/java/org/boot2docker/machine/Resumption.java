package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.ports.PortsFile;
import org.boot2docker.machine.qemu.FolderServers;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.qemu.UserNetwork;
import org.boot2docker.machine.saved.Resumer;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.tunnel.TunnelProcess;

/** Resumes a saved machine, when that is safe; the caller holds its lock. */
final class Resumption {
  private static final int PORT_TRIES = 10;

  private final MachineDirectory directory;
  private final Map<String, String> environment;
  private final Optional<Settings> wanted;
  private final Progress progress;

  /**
   * That of a machine.
   *
   * @param environment environment variables, for the servers of its folders
   * @param wanted settings whose ports take the place of those that it was saved with; without them
   *     it has its former ones
   */
  Resumption(
      MachineDirectory directory,
      Map<String, String> environment,
      Optional<Settings> wanted,
      Progress progress) {
    this.directory = directory;
    this.environment = environment;
    this.wanted = wanted;
    this.progress = progress;
  }

  /**
   * Resumes it.
   *
   * @return empty when it has to boot, which was said with its reason
   * @throws MachineException when a port is taken, or QEMU doesn't start; the state is kept
   */
  Optional<Resumed> resume() throws IOException {
    Optional<SavedState> state = SavedState.read(directory);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    requireQemu(state.get());
    Optional<String> mismatch = state.get().mismatch();
    if (mismatch.isPresent()) {
      return boots(mismatch.get());
    }
    List<PortForward> forwards = forwards(state.get().command());
    requireNoContainers(forwards);
    HostPorts.requireFree(forwards);
    Starter.requireShares(shares());
    // The one of the QEMU that was saved may not have ended yet, after a save that was killed.
    new TunnelProcess(directory).stop();
    // Java takes as long to start as QEMU.
    Process tunnel = new TunnelProcess(directory).startEarly();
    boolean launched = false;
    try {
      launch(state.get());
      launched = true;
    } finally {
      if (!launched) {
        tunnel.destroy();
      }
    }
    if (wanted.isPresent()) {
      SettingsFile.write(SettingsFile.read(directory).withPortsOf(wanted.get()), directory);
    }
    Resumer resumer = new Resumer(directory, progress);
    try {
      resumer.resume(state.get().memoryOffset());
    } catch (Resumer.DiskInUseException e) {
      tunnel.destroy();
      new Stopper(directory, Progress.SILENT).quit();
      throw e;
    } catch (MachineException e) {
      if (!SavedState.exists(directory)) {
        throw e;
      }
      tunnel.destroy();
      return boots(String.valueOf(e.getMessage()));
    }
    return Optional.of(
        new Resumed(
            Optional.of(state.get().keepsData()),
            CompletableFuture.runAsync(resumer::setClock),
            tunnel));
  }

  /**
   * Nothing listens yet at the ports that its containers publish. A forward to the same port is the
   * same for them.
   */
  private void requireNoContainers(List<PortForward> forwards) throws MachineException {
    for (PortsFile.Line line : new PortsFile(directory.ports()).read()) {
      if (forwards.stream().anyMatch(line::conflictsWith)) {
        throw new MachineException(
            "port %d of this host is that of a container (%s) of machine %s, which is saved: choose another with -p HOST:GUEST"
                .formatted(line.port().port(), line.target(), directory.name()));
      }
    }
  }

  /** Whoever has removed QEMU can install it again, and the state waits for that. */
  private void requireQemu(SavedState state) throws MachineException {
    String program = state.command().get(0);
    if (!Files.exists(Path.of(program))) {
      throw new MachineException(
          "%s is gone, with which machine %s was saved: install it again, or boot without the state with --discard-state"
              .formatted(program, directory.name()));
    }
  }

  /** Another program may take the port between our look and QEMU's bind; the state is kept. */
  private void launch(SavedState state) throws IOException {
    List<String> saved = state.command();
    MachineConfig config = MachineConfig.read(directory);
    for (int attempt = 1; ; attempt++) {
      int port = SshPort.choose(config.sshPort(), forwards(saved));
      new RunningQemu(directory).cleanUp();
      Files.deleteIfExists(directory.qemuLog());
      List<String> command = moved(saved, port);
      AtomicFile.passingText(directory.qemuCommand(), String.join("\n", command) + "\n");
      remember(config, port);
      FolderServers servers = new FolderServers(directory);
      try {
        if (SavedCommand.hasVirtiofs(saved)) {
          servers.startAgain(shares().stream().map(Share::parse).toList(), environment);
        }
        new Resumer(directory, progress).launch(command, state.memoryOffset());
        return;
      } catch (IOException e) {
        // They end with their QEMU, which never came.
        servers.stop();
        if (attempt == PORT_TRIES || !String.valueOf(e.getMessage()).contains(":" + port + "-")) {
          throw e;
        }
      }
    }
  }

  private List<String> shares() throws IOException {
    return MachineConfig.read(directory).shares().lines().toList();
  }

  /** The guest's files were written before it was saved; only what ran is lost. */
  private Optional<Resumed> boots(String reason) throws IOException {
    Optional<ProcessHandle> left = new RunningQemu(directory).process();
    if (left.isPresent()) {
      new Stopper(directory, Progress.SILENT).quit();
    }
    progress.say(
        "the saved state can't be resumed (%s): booting, as after a power cut".formatted(reason));
    SavedState.discard(directory);
    return Optional.empty();
  }

  /** Those of the settings, which may have changed since; a machine of a library has none. */
  private List<PortForward> forwards(List<String> command) throws IOException {
    if (wanted.isPresent()) {
      return wanted.get().forwards();
    }
    return Files.exists(directory.settings())
        ? SettingsFile.read(directory).forwards()
        : command.stream().flatMap(each -> UserNetwork.forwards(each).stream()).toList();
  }

  /** Ports of the host may be others than when it was started; the guest doesn't notice. */
  private List<String> moved(List<String> command, int port) throws IOException {
    String network = UserNetwork.of(port, forwards(command));
    return command.stream()
        .map(argument -> argument.startsWith(UserNetwork.START) ? network : argument)
        .toList();
  }

  private void remember(MachineConfig before, int port) throws IOException {
    MachineConfig now =
        new MachineConfig(
            port,
            before.image(),
            before.architecture(),
            before.disks(),
            before.shares(),
            before.accelerator(),
            before.qemuVersion(),
            Instant.now().getEpochSecond());
    now.write(directory);
    SshConfigFile.write(directory);
  }
}
