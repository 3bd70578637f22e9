package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.LogPhrases;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.console.Console;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qemu.LastLines;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.ssh.SshWait;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.tunnel.DockerPing;

/** Waits for parts of a booting guest, and no longer than there is hope. */
final class Waits {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration BANNER_LIMIT = Duration.ofSeconds(5);
  private static final Duration PING_LIMIT = Duration.ofSeconds(10);

  /** An emulated guest that boots takes long for an exchange of keys. */
  private static final Duration KEY_LIMIT = Duration.ofSeconds(20);

  private static final Duration SAY_EVERY = Duration.ofSeconds(10);
  private static final int CONSOLE_LINES = 15;

  /** Behind a panic come its call trace and, as the guest restarts, lines of the next boot. */
  private static final int CONSOLE_LINES_READ = 80;

  private static final String PANIC = "Kernel panic - not syncing";

  /** What init says when the system could not be unpacked. */
  private static final String SHORT = LogPhrases.PREFIX + LogPhrases.TOO_LITTLE_MEMORY;

  private static final String DAMAGED = LogPhrases.PREFIX + LogPhrases.DAMAGED_MEDIUM;

  private final MachineDirectory directory;
  private final Progress progress;
  private boolean hasShownItsKey;

  Waits(MachineDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /** Gives something as soon as it is there. */
  private interface Attempt<T> {
    Optional<T> tryNow() throws IOException;
  }

  void ssh(SshTarget target, Duration limit) throws IOException {
    await(
        "the guest's SSH server",
        limit,
        () -> SshWait.answers(target, BANNER_LIMIT) ? Optional.of(target) : Optional.empty());
  }

  /**
   * Waits for Docker behind a socket that is carried by SSH.
   *
   * @param target for which no login is possible with another host key than the known one
   */
  String docker(Path socket, SshTarget target, Duration limit) throws IOException {
    try {
      return await("Docker", limit, () -> version(socket, target));
    } catch (HostKeys.ChangedKeyException e) {
      throw anotherDisk(e);
    } catch (MachineException e) {
      throw new MachineException(e.getMessage() + tunnelsLastWord(), e.details());
    }
  }

  private Optional<String> version(Path socket, SshTarget target) throws IOException {
    Optional<String> version = DockerPing.version(socket, PING_LIMIT);
    if (version.isEmpty() && !hasShownItsKey) {
      hasShownItsKey =
          SshWait.answers(target, BANNER_LIMIT) && SshWait.showsItsKey(target, KEY_LIMIT);
    }
    return version;
  }

  /** A guest keeps its host key on its disk; without one that it can use it makes another. */
  private MachineException anotherDisk(HostKeys.ChangedKeyException e) throws IOException {
    return new MachineException(
        "machine %1$s has another SSH host key than before, which its disk (%2$s) keeps: if you replaced the disk, delete %3$s and run 'boot2docker up %1$s' again; otherwise see in %4$s why the guest doesn't use it"
            .formatted(
                directory.name(),
                MachineConfig.read(directory).disks().replace("\n", ", "),
                directory.knownHosts(),
                directory.consoleLog()),
        e);
  }

  /** What the tunnel logged last, as more to the message, for it may know the cause. */
  private String tunnelsLastWord() throws IOException {
    if (!Files.exists(directory.tunnelLog())) {
      return "";
    }
    List<String> lines = Files.readAllLines(directory.tunnelLog());
    return lines.isEmpty() ? "" : "; the tunnel said: " + lines.get(lines.size() - 1);
  }

  private <T> T await(String what, Duration limit, Attempt<T> attempt) throws IOException {
    long start = System.nanoTime();
    long said = start;
    while (true) {
      boolean alive = RunningQemu.alive(directory);
      Optional<T> result = attempt.tryNow();
      if (result.isPresent()) {
        return result.get();
      }
      List<String> lines = consoleLines();
      if (!alive) {
        throw new MachineException(
            "the machine ended while waiting for %s: see the last lines of its console above, or all of it in %s"
                .formatted(what, directory.consoleLog()),
            withQemus(shown(lines)));
      }
      if (endsInPanic(lines)) {
        throw new MachineException(
            "the guest's kernel panicked (see %s): stop the machine and start it again"
                .formatted(directory.consoleLog()),
            from(lines, PANIC));
      }
      if (lines.stream().anyMatch(line -> line.contains(SHORT))) {
        throw new MachineException(
            "the guest has too little memory: stop the machine and start it with more",
            shown(lines));
      }
      if (lines.stream().anyMatch(line -> line.contains(DAMAGED))) {
        throw new MachineException(
            "the image is damaged: build or copy it again, and compare its SHA-256", shown(lines));
      }
      long now = System.nanoTime();
      if (now - start > limit.toNanos()) {
        throw new MachineException(
            "%s did not answer within %d s: see the console in %s"
                .formatted(what, limit.toSeconds(), directory.consoleLog()),
            shown(lines));
      }
      if (now - said > SAY_EVERY.toNanos()) {
        said = now;
        if (FullDisk.holds(directory)) {
          throw FullDisk.exception(directory);
        }
        progress.say(
            "waiting for %s (%d s)".formatted(what, Duration.ofNanos(now - start).toSeconds()));
      }
      pause();
    }
  }

  /** And what QEMU wrote, which knows why it ended. */
  private List<String> withQemus(List<String> console) throws IOException {
    List<String> lines = new ArrayList<>(console);
    lines.addAll(new LastLines(directory.qemuLog()).lines(CONSOLE_LINES));
    return lines;
  }

  /** A panic that init has spoken after is one of an earlier boot. */
  private static boolean endsInPanic(List<String> console) {
    boolean panicked = false;
    for (String line : console) {
      panicked = line.contains(PANIC) || panicked && !line.contains(LogPhrases.PREFIX);
    }
    return panicked;
  }

  /** Those that begin with the last line that has a text. */
  private static List<String> from(List<String> console, String text) {
    int first = console.size() - 1;
    while (!console.get(first).contains(text)) {
      first--;
    }
    return console.subList(first, Math.min(console.size(), first + CONSOLE_LINES));
  }

  /** The last ones, for a person. */
  private static List<String> shown(List<String> console) {
    return console.subList(Math.max(0, console.size() - CONSOLE_LINES), console.size());
  }

  private List<String> consoleLines() throws IOException {
    try (Console console =
        new Console(directory.consoleLog(), directory.consoleSocket(), () -> true)) {
      return console.lastLines(CONSOLE_LINES_READ);
    }
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while waiting for the guest", e);
    }
  }
}
