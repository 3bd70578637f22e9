package org.boot2docker.boottest.powercut;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the cuts have shown so far. */
final class Report {
  private final long seed;
  private final String cutsName;
  private final Map<String, Integer> acknowledged = new TreeMap<>();

  /** Each by its name, for what is looked at twice is lost once. */
  private final Map<String, String> lost = new TreeMap<>();

  private final Map<String, String> damaged = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int cuts;
  private int looks;
  private int unfinished;
  private String docker = "unknown";

  Report(long seed) {
    this(seed, "power cuts");
  }

  /**
   * @param cutsName what the cuts are called
   */
  Report(long seed, String cutsName) {
    this.seed = seed;
    this.cutsName = cutsName;
  }

  void docker(String version) {
    docker = version;
  }

  /** A cut that ended a guest. */
  void cut(Life life) {
    cuts++;
    Life.State state = life.state();
    state.acknowledged().forEach(work -> acknowledged.merge(work.kind(), 1, Integer::sum));
    unfinished += state.begun().size() - state.acknowledged().size();
    life.refused().forEach(refusal -> faults.add("before cut " + cuts + ": " + refusal));
  }

  /** A cut whose guest went on, for the disk was copied. */
  void frozen() {
    cuts++;
  }

  /** One without a life, after one thing was acknowledged. */
  void acknowledged(Work work) {
    cuts++;
    acknowledged.merge(work.kind(), 1, Integer::sum);
  }

  void fault(String fault) {
    faults.add("after cut " + cuts + ": " + fault);
  }

  /** Something that Docker acknowledged, as it was found after the cut. */
  void acknowledged(Work work, Work.Found found) {
    looks++;
    if (found instanceof Work.Found.Absent) {
      lost.putIfAbsent(work.name(), "after cut " + cuts + ": " + work.kind() + " " + work.name());
    } else {
      present(work, found, "acknowledged, or whole after an earlier cut");
    }
  }

  /** Something that was never finished: it may be there, but not by half. */
  void unfinished(Work work, Work.Found found) {
    present(work, found, "never finished");
  }

  private void present(Work work, Work.Found found, String history) {
    if (found instanceof Work.Found.Damaged broken) {
      damaged.putIfAbsent(
          work.name(),
          "after cut %d: %s %s, %s: %s"
              .formatted(cuts, work.kind(), work.name(), history, broken.how()));
    }
  }

  boolean isFlawless() {
    return lost.isEmpty() && damaged.isEmpty() && faults.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        "seed %d, Docker %s: %d %s, %d acknowledged %s, looked at %d times, %d unfinished: %d lost, %d damaged, %d other faults%n"
            .formatted(
                seed,
                docker,
                cuts,
                cutsName,
                acknowledged.values().stream().mapToInt(Integer::intValue).sum(),
                acknowledged,
                looks,
                unfinished,
                lost.size(),
                damaged.size(),
                faults.size()));
    lost.values().forEach(line -> text.append("lost ").append(line).append('\n'));
    damaged.values().forEach(line -> text.append("damaged ").append(line).append('\n'));
    faults.forEach(line -> text.append("fault ").append(line).append('\n'));
    return text.toString();
  }
}
