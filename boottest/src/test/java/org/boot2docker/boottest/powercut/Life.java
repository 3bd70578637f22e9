package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.machine.ssh.SshSession;

/** A guest from its boot to the cut of its power. */
final class Life {
  /** Two at a time, so that the cut comes while something is being written, too. */
  private static final int WORKERS = 2;

  private static final Duration WORK_LIMIT = Duration.ofMinutes(5);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final Plan plan;
  private final Plan.Moment moment;
  private final boolean swarm;
  private final List<Work> begun = new ArrayList<>();
  private final List<Work> acknowledged = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private boolean cut;

  Life(Plan plan, boolean swarm) {
    this.plan = plan;
    this.moment = plan.moment();
    this.swarm = swarm;
  }

  /** What Docker was asked for, acknowledged or not. */
  synchronized List<Work> begun() {
    return List.copyOf(begun);
  }

  /** What Docker has acknowledged, or the guest's program for an fsync. */
  synchronized List<Work> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** What Docker refused although it should not have. */
  synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  /** Works until the moment that the plan gave, and cuts the power then. */
  void workAndCut(Guest guest, SshSession session) throws IOException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      Thread worker = new Thread(() -> work(new Engine(session)), "power-cut-worker-" + i);
      workers.add(worker);
      worker.start();
    }
    Instant end = Instant.now().plus(WORK_LIMIT);
    while (acknowledged().size() < moment.acknowledged()
        && refused().isEmpty()
        && Instant.now().isBefore(end)) {
      Pause.millis(5);
    }
    Pause.millis(moment.millis());
    synchronized (this) {
      cut = true;
    }
    PowerCut.of(guest);
    session.close();
    for (Thread worker : workers) {
      join(worker);
    }
  }

  private void work(Engine engine) {
    while (true) {
      Optional<Work> work = begin();
      if (work.isEmpty()) {
        return;
      }
      try {
        work.get().make(engine);
        end(work.get());
      } catch (Engine.Refusal e) {
        refuse(work.get(), e);
        return;
      } catch (IOException e) {
        // The cut; without one, an answer that never came is a fault.
        if (!isCut()) {
          refuse(work.get(), e);
        }
        return;
      }
    }
  }

  private synchronized boolean isCut() {
    return cut;
  }

  private Optional<Work> begin() {
    try {
      Work work = plan.next(moment, swarm);
      synchronized (this) {
        if (cut) {
          // Made up, but never asked for: the next life begins with it.
          plan.again(List.of(work));
          return Optional.empty();
        }
        begun.add(work);
      }
      return Optional.of(work);
    } catch (IOException e) {
      synchronized (this) {
        refused.add("the registry: " + e.getMessage());
      }
      return Optional.empty();
    }
  }

  private synchronized void end(Work work) {
    acknowledged.add(work);
  }

  private synchronized void refuse(Work work, IOException why) {
    if (!cut) {
      refused.add(work.kind() + " " + work.name() + ": " + why.getMessage());
    }
  }

  private static void join(Thread worker) throws IOException {
    try {
      worker.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
