package org.boot2docker.machine.qemu;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.OwnedProcess;

/** The processes that serve the folders of one machine: one virtiofsd each, or none with 9p. */
public final class FolderServers {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;

  /** What it writes when it is ready: its socket alone is there before it has locked itself in. */
  private static final String READY = "Waiting for vhost-user socket connection";

  private final MachineDirectory directory;
  private final List<Process> started = new ArrayList<>();

  /** Of one machine. */
  public FolderServers(MachineDirectory directory) {
    this.directory = directory;
  }

  /**
   * Starts those that a machine needs; they end by themselves when its QEMU does.
   *
   * @return how QEMU has to offer the folders
   */
  public Sharing start(List<Share> shares, Map<String, String> environment, Progress progress)
      throws IOException {
    cleanUp(directory);
    Optional<FolderOwner> owner = FolderOwner.ofAny(shares, directory.path());
    OptionalInt user = owner.map(o -> OptionalInt.of(o.user())).orElse(OptionalInt.empty());
    Optional<Virtiofsd> program = shares.isEmpty() ? Optional.empty() : Virtiofsd.find(environment);
    if (program.isPresent()) {
      try {
        start(program.get(), shares);
        return new Sharing(Sharing.Server.VIRTIOFS, user);
      } catch (MachineException e) {
        stop();
        progress.say(e.getMessage() + ": QEMU's slower 9p serves the folders instead");
      }
    }
    return Sharing.byQemu(user);
  }

  /**
   * Starts those of a machine that is resumed, which can have no others.
   *
   * @throws MachineException when there is no program that can go on with the folders
   */
  public void startAgain(List<Share> shares, Map<String, String> environment) throws IOException {
    cleanUp(directory);
    Optional<Virtiofsd> program = Virtiofsd.find(environment).filter(Virtiofsd::migrates);
    if (program.isEmpty()) {
      throw new MachineException(
          "machine %s was saved with virtiofsd, of which there is none now that can go on: install it, or boot without the state with --discard-state"
              .formatted(directory.name()));
    }
    start(program.get(), shares);
  }

  private void start(Virtiofsd program, List<Share> shares) throws IOException {
    for (int number = 0; number < shares.size(); number++) {
      start(program, shares.get(number), number);
    }
  }

  private void start(Virtiofsd program, Share share, int number) throws IOException {
    Path log = directory.folderLog(number);
    Optional<FolderOwner> owner = FolderOwner.of(share.directory(), directory.path());
    // Ctrl-C in the terminal, or closing it, must not reach the server: signals that are ignored
    // stay so in the program that takes the shell's place.
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh"));
    command.addAll(program.command(share, directory.folderSocket(number), owner));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    started.add(process);
    await(process, log);
  }

  private static void await(Process process, Path log) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!Files.readString(log).contains(READY)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        List<String> lines = Files.readAllLines(log);
        String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        throw new MachineException("virtiofsd can't be used (%s)".formatted(last.strip()));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while virtiofsd was started", e);
      }
    }
  }

  /** Ends those that were started, for a QEMU that never came. */
  public void stop() throws IOException {
    started.forEach(Process::destroy);
    started.clear();
    cleanUp(directory);
  }

  /** Deletes what servers left. */
  private static void cleanUp(MachineDirectory directory) throws IOException {
    end(directory);
    for (int number = 0; Files.exists(directory.folderLog(number)); number++) {
      Path socket = directory.folderSocket(number);
      Files.deleteIfExists(socket);
      Files.deleteIfExists(pid(socket));
      Files.deleteIfExists(directory.folderLog(number));
    }
  }

  private static Path pid(Path socket) {
    return socket.resolveSibling(socket.getFileName() + ".pid");
  }

  /** Ends those that wait for a QEMU that never came: their command was killed. */
  public static void end(MachineDirectory directory) throws IOException {
    for (int number = 0; Files.exists(directory.folderLog(number)); number++) {
      Path socket = directory.folderSocket(number);
      OwnedProcess.find(pid(socket), socket.toString()).ifPresent(ProcessHandle::destroy);
    }
  }
}
