package org.boot2docker.boottest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.SshException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;

/** A booted guest, in a folder of its own. */
public final class Guest implements AutoCloseable {
  /** Emulated, and perhaps on a busy machine: several times what it usually takes. */
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  /** A kernel that has not come to its first program by then never will. */
  private static final Duration SILENCE_LIMIT = Duration.ofMinutes(3);

  private final Path home;
  private final Machine machine;
  private final MachineSpec spec;
  private final Instant started = Instant.now();
  private Optional<SshSession> session = Optional.empty();

  private Guest(Path home, Machine machine, MachineSpec spec) {
    this.home = home;
    this.machine = machine;
    this.spec = spec;
  }

  static Guest start(String name, MachineSpec spec, Map<String, String> more) throws IOException {
    // Sockets have short names: not below the build's directory, which may be deep.
    Path home = Files.createTempDirectory("b2d");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    // Whether this machine has one must not decide what is tested.
    environment.put("BOOT2DOCKER_VIRTIOFSD", "none");
    environment.putAll(more);
    Guest guest = new Guest(home, Machine.named(name, environment), spec);
    assertThat(guest.machine.start(spec, Progress.SILENT)).isTrue();
    return guest;
  }

  /** What it is for. */
  public Architecture architecture() {
    return spec.architecture();
  }

  /** The machine. */
  public Machine machine() {
    return machine;
  }

  /**
   * Waits until the SSH server answers.
   *
   * <p>Where others use the processors, an emulated kernel was seen to lose its timer interrupt
   * before init ran (1 of 10 boots); such a guest, silent for minutes, is started a second time.
   */
  public void awaitSsh() throws IOException {
    try {
      machine.awaitSsh(SILENCE_LIMIT, Progress.SILENT);
    } catch (MachineException e) {
      if (machine.isRunning() && consoleText().isBlank()) {
        System.out.println(machine.name() + ": silent for minutes, started a second time");
        machine.stop(Duration.ZERO, Progress.SILENT);
        machine.start(spec, Progress.SILENT);
      }
      machine.awaitSsh(BOOT_LIMIT, Progress.SILENT);
    }
    report("SSH answers");
  }

  /** Waits until Docker answers on the host's socket and gives its version. */
  public String awaitDocker() throws IOException {
    awaitSsh();
    String version = machine.awaitDocker(BOOT_LIMIT, Progress.SILENT);
    report("Docker answers");
    return version;
  }

  private void report(String what) {
    System.out.printf(
        "%s: %s after %d s%n",
        machine.name(), what, Duration.between(started, Instant.now()).toSeconds());
  }

  /** Runs a command over SSH and gives its output; the test fails when the command does. */
  public String run(String command) throws IOException {
    ExecResult result = exec(command);
    assertThat(result.exit())
        .as("exit code of %s in the guest, which said:%n%s%s", command, result.out(), result.err())
        .isZero();
    return result.out();
  }

  /** Runs a command over SSH. */
  public ExecResult exec(String command) throws IOException {
    return session().exec(command);
  }

  /** Runs a command with text as its input. */
  public ExecResult exec(String command, String input) throws IOException {
    return session().exec(command, input);
  }

  /** Copies a file of this machine into the guest. */
  public void upload(Path file, String guestPath) throws IOException {
    session().upload(file, guestPath);
  }

  /** Runs a command again and again until its output holds a text. */
  public String await(Duration limit, String command, String text) throws IOException {
    Instant end = Instant.now().plus(limit);
    while (true) {
      ExecResult result = exec(command);
      String said = result.out() + result.err();
      if (said.contains(text)) {
        return said;
      }
      assertThat(Instant.now())
          .as("%s says '%s' within %s; it said:%n%s", command, text, limit, said)
          .isBefore(end);
      Pause.seconds(1);
    }
  }

  /** Waits until the console has a text. */
  public void awaitConsole(String text, Duration limit) throws IOException {
    Instant end = Instant.now().plus(limit);
    while (!consoleText().contains(text)) {
      assertThat(Instant.now())
          .as("the console says '%s' within %s; it said:%n%s", text, limit, consoleText())
          .isBefore(end);
      Pause.seconds(1);
    }
  }

  /** Restarts the guest by a command in it, and waits until SSH answers again. */
  public void reboot(String command) throws IOException {
    String before = bootId();
    try {
      exec(command);
    } catch (SshException e) {
      // A guest that is quick ends the connection before it has answered.
      System.out.println(machine.name() + ": " + e.getMessage() + " while it restarts");
    }
    Instant end = Instant.now().plus(BOOT_LIMIT);
    while (!hasRebootedSince(before)) {
      assertThat(Instant.now()).as("the guest is back within %s", BOOT_LIMIT).isBefore(end);
      Pause.seconds(1);
    }
    System.out.println(machine.name() + ": restarted");
  }

  private boolean hasRebootedSince(String before) throws IOException {
    try {
      disconnect();
      machine.awaitSsh(Duration.ofSeconds(20), Progress.SILENT);
      return !bootId().equals(before);
    } catch (MachineException | SshException e) {
      return false;
    }
  }

  private String bootId() throws IOException {
    return run("cat /proc/sys/kernel/random/boot_id");
  }

  /** Waits until the guest, told to end by itself, has ended QEMU too. */
  public void awaitEnd() throws IOException {
    Instant end = Instant.now().plus(STOP_LIMIT);
    while (machine.isRunning()) {
      assertThat(Instant.now()).as("the guest ends within %s", STOP_LIMIT).isBefore(end);
      Pause.seconds(1);
    }
    disconnect();
  }

  /** Presses the power button. */
  public StopOutcome stop() throws IOException {
    disconnect();
    return machine.stop(STOP_LIMIT, Progress.SILENT);
  }

  /** All that the guest wrote to its console since QEMU started. */
  public String consoleText() throws IOException {
    return new String(
        Files.readAllBytes(machine.directory().consoleLog()),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  List<String> consoleLines(int most) {
    try {
      return machine.console().lastLines(most);
    } catch (IOException e) {
      return List.of("no console: " + e.getMessage());
    }
  }

  private SshSession session() throws IOException {
    if (session.isPresent() && session.get().isOpen()) {
      return session.get();
    }
    disconnect();
    SshSession fresh = machine.ssh();
    session = Optional.of(fresh);
    return fresh;
  }

  private void disconnect() {
    session.ifPresent(SshSession::close);
    session = Optional.empty();
  }

  /** Ends it at once when it still runs, and keeps its console for people. */
  @Override
  public void close() throws IOException {
    disconnect();
    machine.stop(Duration.ZERO, Progress.SILENT);
    Path log = machine.directory().consoleLog();
    if (Files.exists(log)) {
      Path kept = Files.createDirectories(BuiltImage.workDirectory().resolve("consoles"));
      Files.copy(log, kept.resolve(machine.name() + ".log"), StandardCopyOption.REPLACE_EXISTING);
    }
    List<Path> left = new ArrayList<>();
    try (var walk = Files.walk(home)) {
      walk.forEach(left::add);
    }
    for (int i = left.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(left.get(i));
    }
  }
}
