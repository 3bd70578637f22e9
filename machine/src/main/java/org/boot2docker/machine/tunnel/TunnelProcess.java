package org.boot2docker.machine.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.OwnedProcess;

/**
 * Starts, finds and ends the tunnel of a machine. Except on Windows a shell starts it again when it
 * dies while QEMU runs.
 */
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
    KeptAlive kept =
        new KeptAlive(directory.tunnelPid(), directory.qemuPid(), directory.tunnelLog());
    return new BackgroundJava(directory.path(), directory.tunnelLog())
        .start(TunnelMain.class, kept.shell(), options);
  }

  /**
   * Ends the tunnel when there is one, and removes what it left; without its pid file it isn't
   * started again.
   */
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

  private static void sleep() throws MachineException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the Docker endpoint was started", e);
    }
  }
}
