package org.boot2docker.builder;

import java.time.Duration;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.debian.download.Progress;

/** Receives the progress of a build, from several threads. The caller renders it. */
public interface BuildListener extends Progress {

  /** Hears nothing. */
  BuildListener SILENT = new BuildListener() {};

  /** A step's result is in the cache. */
  default void stepSkipped(StepName step) {}

  /**
   * A step runs.
   *
   * @param reason what changed since it last ran
   */
  default void stepStarted(StepName step, String reason) {}

  /** A step that ran has ended well. */
  default void stepFinished(StepName step, Duration time) {}

  /**
   * Some work of known length got on.
   *
   * @param what the work, a few words
   * @param done bytes done
   * @param total bytes in all
   */
  default void work(String what, long done, long total) {}

  /**
   * Some work on many files got on.
   *
   * @param what the work, a few words
   * @param done files done
   * @param about how many there will be, roughly; at least as many as done
   */
  default void files(String what, long done, long about) {}
}
