package org.boot2docker.builder.step;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long the phases of a build took, by the monotonic clock. */
public final class Timings {
  private final Map<String, Duration> phases = Collections.synchronizedMap(new LinkedHashMap<>());

  /** No phase yet. */
  public Timings() {}

  /** Some work with a result. */
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Does some work and notes its time; work of the same name adds up. */
  public <T> T measure(String phase, Work<T> work) throws IOException {
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      phases.merge(phase, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    }
  }

  /** The phases in the order in which they first ended. */
  public Map<String, Duration> phases() {
    synchronized (phases) {
      return new LinkedHashMap<>(phases);
    }
  }
}
