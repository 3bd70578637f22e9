package org.boot2docker.machine.tunnel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.OwnedProcess;

/** Starts, finds and ends the tunnel of a machine. */
public final class TunnelProcess {
  /**
   * A Java machine takes long to start where others use the processors; its end is seen at once.
   */
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  /** Longer than whoever holds the lock may take. */
  private static final Duration LOCK_LIMIT = START_LIMIT.plusSeconds(30);

  private static final long POLL_MILLIS = 10;

  private final MachineDirectory directory;

  /** Of one machine. */
  public TunnelProcess(MachineDirectory directory) {
    this.directory = directory;
  }

  /** The running tunnel; empty when there is none. */
  public Optional<ProcessHandle> find() throws IOException {
    return OwnedProcess.find(directory.tunnelPid(), directory.path().toString());
  }

  /**
   * Starts the tunnel unless it runs, and waits until its socket takes connections.
   *
   * @throws MachineException when it doesn't in time
   */
  @SuppressWarnings("try") // The lock is only held.
  public void ensure() throws IOException {
    if (find().isPresent()) {
      return;
    }
    try (HeldLock lock = lock()) {
      if (find().isEmpty()) {
        startAndWait();
      }
    }
  }

  /**
   * Starts the tunnel of a machine whose QEMU is about to start.
   *
   * @return the process, for {@link #ensure(Process)}
   */
  public Process startEarly() throws IOException {
    return start("-D" + TunnelMain.EARLY + "=true");
  }

  /** As {@link #ensure()}, with a tunnel that was started early. */
  @SuppressWarnings("try") // The lock is only held.
  public void ensure(Process early) throws IOException {
    try (HeldLock lock = lock()) {
      if (find().isEmpty()) {
        await(early.isAlive() ? early : start());
      }
    }
  }

  /**
   * Not the machine's lock: a command may hold that for the minutes of a build, and {@code status}
   * must not wait for it.
   */
  private HeldLock lock() throws IOException {
    return HeldLock.acquire(
            directory.tunnelStartLock(), HeldLock.Kind.ALONE, LOCK_LIMIT, holder -> {})
        .orElseThrow(this::notServed);
  }

  private void startAndWait() throws IOException {
    await(start());
  }

  private void await(Process first) throws IOException {
    Process process = first;
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (find().isEmpty()) {
      boolean failed = !process.isAlive() && process.exitValue() != 0;
      if (failed || System.nanoTime() > end) {
        throw notServed();
      }
      if (!process.isAlive()) {
        // Another tunnel still had the socket, perhaps one that was just ending.
        process = start();
      }
      sleep();
    }
  }

  private MachineException notServed() {
    return new MachineException(
        "the Docker endpoint %s could not be served: see %s"
            .formatted(directory.dockerSocket(), directory.tunnelLog()));
  }

  private Process start(String... options) throws IOException {
    File log = directory.tunnelLog().toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command(options)).directory(directory.path().toFile());
    // Not as an argument: Linux shows Java the first page of a command line only, and what the
    // process is known by, its last argument, must be on it.
    builder.environment().put("CLASSPATH", classPath());
    builder.redirectInput(new File(isWindows() ? "NUL" : "/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    return builder.start();
  }

  private List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    if (!isWindows()) {
      // Ctrl-C in the terminal, or closing it, must not reach the tunnel: signals that are ignored
      // stay so in the program that takes the shell's place, and a JVM leaves them alone.
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It only copies bytes and encrypts: small heap, no time spent on the optimising compiler.
    command.addAll(List.of("-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(Archive.options());
    command.addAll(List.of(options));
    command.addAll(List.of(TunnelMain.class.getName(), directory.path().toString()));
    return command;
  }

  /** This program's class path, made good for any working folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Ends the tunnel when there is one, and removes what it left. */
  @SuppressWarnings("try") // The lock is only held.
  public void stop() throws IOException {
    try (HeldLock lock = lock()) {
      end();
    }
  }

  private void end() throws IOException {
    Optional<ProcessHandle> process = find();
    if (process.isPresent()) {
      process.get().destroy();
      try {
        process.get().onExit().get(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        process.get().destroyForcibly();
      }
    }
    Files.deleteIfExists(directory.tunnelPid());
    Files.deleteIfExists(directory.dockerSocket());
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  private static void sleep() throws MachineException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the Docker endpoint was started", e);
    }
  }
}
