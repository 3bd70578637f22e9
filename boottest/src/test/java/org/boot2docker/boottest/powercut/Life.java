package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private final List<Plan.Moment> moments;
  private final boolean swarm;
  private final List<Work> begun = new ArrayList<>();
  private final List<Work> acknowledged = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private boolean cut;

  /**
   * @param cuts how many power cuts the disk's content goes through: the last one ends the guest,
   *     and before it the disk is copied at as many other moments
   */
  Life(Plan plan, int cuts, boolean swarm) {
    this.plan = plan;
    this.moments = Stream.generate(plan::moment).limit(cuts).toList();
    this.swarm = swarm;
  }

  /**
   * What was asked for until a moment.
   *
   * @param acknowledged what Docker had said to be done before it
   * @param begun all that it was asked for
   */
  record State(List<Work> acknowledged, List<Work> begun) {}

  /** Takes the disk as it is at a moment. */
  interface Camera {
    void take(Life life) throws IOException;
  }

  /** Nothing was asked for yet. */
  static final State NOTHING = new State(List.of(), List.of());

  synchronized State state() {
    return new State(List.copyOf(acknowledged), List.copyOf(begun));
  }

  /** What Docker refused although it should not have. */
  synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  /**
   * Works until the moments that the plan gave: takes the disk then, and at last cuts the power.
   */
  void workAndCut(Guest guest, SshSession session, Camera camera) throws IOException {
    workAndCut(() -> PowerCut.of(guest), session, camera);
  }

  /** Cuts the power. */
  interface Cut {
    void now() throws IOException;
  }

  /** The same for a machine that is no guest of a lab. */
  void workAndCut(Cut power, SshSession session, Camera camera) throws IOException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      Thread worker = new Thread(() -> work(new Engine(session)), "power-cut-worker-" + i);
      workers.add(worker);
      worker.start();
    }
    for (Plan.Moment moment : moments.subList(0, moments.size() - 1)) {
      await(moment);
      camera.take(this);
    }
    await(moments.get(moments.size() - 1));
    synchronized (this) {
      cut = true;
    }
    power.now();
    session.close();
    for (Thread worker : workers) {
      join(worker);
    }
  }

  private void await(Plan.Moment moment) throws IOException {
    Instant end = Instant.now().plus(WORK_LIMIT);
    int before = state().acknowledged().size();
    while (state().acknowledged().size() < before + moment.acknowledged()
        && refused().isEmpty()
        && Instant.now().isBefore(end)) {
      Pause.millis(5);
    }
    Pause.millis(moment.millis());
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
      Work work = plan.next(moments.get(0).plain(), swarm);
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
