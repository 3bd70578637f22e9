package org.boot2docker.builder.compile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.boot2docker.builder.step.BuildException;

/**
 * Ends long work when its thread is interrupted, or this program is asked to end (Ctrl-C, SIGTERM):
 * kills its processes with their children, and holds the program's end up until the work has
 * cleaned up behind itself.
 */
public final class Cancellation implements AutoCloseable {

  /** Long enough to delete a tree of 80,000 files from a slow disk. */
  private static final int CLEANUP_SECONDS = 60;

  private static final int PATIENCE_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::cancel, "cancel");
  private boolean cancelled;
  private ProcessHandle running = ProcessHandle.current();

  private Cancellation() {}

  /** Listens for this program's end until it is closed. */
  public static Cancellation onShutdown() {
    Cancellation cancellation = new Cancellation();
    Runtime.getRuntime().addShutdownHook(cancellation.hook);
    return cancellation;
  }

  /** Throws when the work is to end. */
  public synchronized void check() throws IOException {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw new BuildException("the compilation was cancelled");
    }
  }

  /** Starts a process that is killed when the work is to end. */
  public synchronized Process start(ProcessBuilder builder) throws IOException {
    check();
    Process process = builder.start();
    running = process.toHandle();
    return process;
  }

  /** Ends the work as the end of this program does, and waits until it has cleaned up. */
  public void cancel() {
    synchronized (this) {
      cancelled = true;
      kill(running);
    }
    try {
      done.await(CLEANUP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends a process and all below it. make passes SIGTERM on to what it has started; what does not
   * end by that is killed.
   */
  public static void kill(ProcessHandle process) {
    if (process.equals(ProcessHandle.current())) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process);
    process.destroy();
    awaitEnd(all);
    process.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** The work has ended and cleaned up. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending: the hook is what runs now, and has just been let go.
      return;
    }
  }
}
