package org.boot2docker.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.qmp.QmpException;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.state.MachineDirectory;

/** Stops a machine; the caller holds its lock. */
final class Stopper {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(10);

  /** A guest that has just begun to boot doesn't hear the button: it is pressed again. */
  private static final Duration PRESS_AGAIN = Duration.ofSeconds(5);

  private static final Duration QUIT_LIMIT = Duration.ofSeconds(10);

  private final MachineDirectory directory;
  private final Progress progress;

  Stopper(MachineDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  StopOutcome stop(Duration limit) throws IOException {
    RunningQemu qemu = new RunningQemu(directory);
    Optional<ProcessHandle> process = qemu.settled();
    if (process.isEmpty()) {
      qemu.cleanUp();
      return SavedState.exists(directory) ? StopOutcome.SAVED : StopOutcome.NOT_RUNNING;
    }
    progress.say("shutting down machine " + directory.name());
    StopOutcome outcome = StopOutcome.CLEAN;
    if (!shutDown(process.get(), limit)) {
      progress.say(
          "the guest did not shut down within %d s: ending QEMU without a clean shutdown"
              .formatted(limit.toSeconds()));
      end(process.get());
      outcome = StopOutcome.FORCED;
    }
    qemu.cleanUp();
    return outcome;
  }

  /** Ends QEMU at once, for a guest that stands still. */
  void quit() throws IOException {
    endNow();
    new RunningQemu(directory).cleanUp();
  }

  /**
   * Ends QEMU at once, and leaves what it leaves to others.
   *
   * @return whether it ran
   */
  boolean endNow() throws IOException {
    Optional<ProcessHandle> process = new RunningQemu(directory).process();
    if (process.isPresent()) {
      end(process.get());
    }
    return process.isPresent();
  }

  private boolean shutDown(ProcessHandle process, Duration limit) throws MachineException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      if (!pressPowerButton() && !process.isAlive()) {
        return true;
      }
      Duration wait = Duration.ofNanos(Math.min(left, PRESS_AGAIN.toNanos()));
      if (ended(process, wait)) {
        return true;
      }
    }
  }

  private boolean pressPowerButton() {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      qmp.powerDown();
      return true;
    } catch (QmpException e) {
      // It may just have ended; if it hangs, the time limit decides.
      return false;
    }
  }

  private void end(ProcessHandle process) throws MachineException {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      qmp.quit();
    } catch (QmpException e) {
      progress.say("QEMU does not answer: killing it");
      process.destroyForcibly();
    }
    if (!ended(process, QUIT_LIMIT)) {
      process.destroyForcibly();
      if (!ended(process, QUIT_LIMIT)) {
        throw new MachineException(
            "QEMU's process %d can't be ended: end it by hand".formatted(process.pid()));
      }
    }
  }

  /** Waits for a process that is ending. */
  static void awaitEnd(ProcessHandle process) throws MachineException {
    if (!ended(process, QUIT_LIMIT)) {
      process.destroyForcibly();
    }
  }

  private static boolean ended(ProcessHandle process, Duration limit) throws MachineException {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the machine was shutting down", e);
    } catch (ExecutionException e) {
      throw new MachineException("can't wait for QEMU's process " + process.pid(), e);
    }
  }
}
