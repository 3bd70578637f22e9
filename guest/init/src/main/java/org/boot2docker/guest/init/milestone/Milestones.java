package org.boot2docker.guest.init.milestone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.LogPhrases;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * What the boot has reached, and when: services wait for milestones by name.
 *
 * <p>The time line is kept in a JSON file, one object with the milliseconds since kernel start of
 * each milestone.
 */
public final class Milestones {
  private final Files files;
  private final Log log;
  private final boolean record;
  private final Map<String, Long> reached = new LinkedHashMap<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();

  /**
   * Milestones of a boot that has just begun.
   *
   * @param record whether the time line is written; when init has been restarted it stays as it was
   */
  public Milestones(Files files, Log log, boolean record) {
    this.files = files;
    this.record = record;
    this.log = log;
  }

  /** Calls the listener for every milestone from now on. */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Notes that a milestone is reached; only the first time counts, unless it is forgotten. */
  public void reach(String name) {
    reachedAt(name, files.millis());
  }

  /** Notes a milestone that was reached at a time when it couldn't be noted. */
  public void reachedAt(String name, long millis) {
    if (reached.containsKey(name)) {
      return;
    }
    reached.put(name, millis);
    log.info(LogPhrases.reached(name, millis));
    if (record) {
      Text.replace(files, GuestPaths.TIMELINE, json(), 0644);
    }
    new ArrayList<>(listeners).forEach(listener -> listener.accept(name));
  }

  /** Takes a milestone back, which can then be reached anew. */
  public void forget(String name) {
    reached.remove(name);
  }

  /** Whether a milestone is reached. */
  public boolean isReached(String name) {
    return reached.containsKey(name);
  }

  private String json() {
    StringBuilder json = new StringBuilder("{");
    reached.forEach(
        (name, millis) ->
            json.append(json.length() > 1 ? "," : "")
                .append("\n  \"")
                .append(name)
                .append("\": ")
                .append(millis));
    return json.append("\n}\n").toString();
  }
}
