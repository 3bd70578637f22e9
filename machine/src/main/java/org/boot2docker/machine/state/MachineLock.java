package org.boot2docker.machine.state;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;

/** Keeps other commands from a machine while one changes it. */
public final class MachineLock implements Closeable {
  /** The longest that a command works: one that compiles a kernel before it starts a machine. */
  private static final Duration PATIENCE = Duration.ofHours(3);

  private final HeldLock lock;

  private MachineLock(HeldLock lock) {
    this.lock = lock;
  }

  /**
   * Locks the machine, waiting for a command that holds it.
   *
   * @param verb what is done while it is held, for those who wait
   * @param progress hears for whom this waits
   */
  public static MachineLock await(MachineDirectory directory, String verb, Progress progress)
      throws IOException {
    HeldLock lock;
    try {
      lock = acquire(directory, progress);
    } catch (NoSuchFileException e) {
      throw new MachineException(
          "machine %s was deleted meanwhile: run the command again".formatted(directory.name()), e);
    }
    lock.note("boot2docker " + verb + " (process " + ProcessHandle.current().pid() + ")");
    return new MachineLock(lock);
  }

  private static HeldLock acquire(MachineDirectory directory, Progress progress)
      throws IOException {
    return HeldLock.acquire(
            directory.lock(),
            HeldLock.Kind.ALONE,
            PATIENCE,
            holder -> progress.say(waiting(directory, holder)))
        .orElseThrow(
            () ->
                new MachineException(
                    "another command still works on machine %s: end it, then try again"
                        .formatted(directory.name())));
  }

  private static String waiting(MachineDirectory directory, String holder) {
    return "waiting for %s, which works on machine %s"
        .formatted(holder.isEmpty() ? "another command" : holder, directory.name());
  }

  /** Locks a file; empty when another holds it. */
  public static Optional<MachineLock> tryLock(Path file) throws IOException {
    return HeldLock.tryAcquire(file, HeldLock.Kind.ALONE).map(MachineLock::new);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
