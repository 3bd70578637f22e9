package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.builder.step.StepCache;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.Timings;

/** Runs a step, or takes its result from the cache. */
public final class StepRunner {
  private final StepCache cache;
  private final BuildListener listener;
  private final Timings timings;

  /** A runner that tells a listener what it does. */
  public StepRunner(StepCache cache, BuildListener listener, Timings timings) {
    this.cache = cache;
    this.listener = listener;
    this.timings = timings;
  }

  /** The directory with the result that a step makes of its inputs. */
  Path run(StepName step, StepInputs inputs, StepCache.Maker maker) throws IOException {
    Optional<Path> known = cache.find(step, inputs);
    if (known.isPresent()) {
      listener.stepSkipped(step);
      return known.get();
    }
    listener.stepStarted(step, cache.reason(step, inputs));
    long start = System.nanoTime();
    Path made = timings.measure(step.toString(), () -> cache.make(step, inputs, maker));
    listener.stepFinished(step, Duration.ofNanos(System.nanoTime() - start));
    return made;
  }
}
