package org.boot2docker.builder.step;

import java.time.Duration;
import org.boot2docker.debian.download.DownloadListener;

/**
 * Receives the progress of a build, from several threads. The caller renders it.
 *
 * <p>Its steps and counts are no lines: how they look depends on whether there is a terminal.
 */
@FunctionalInterface
public interface BuildListener extends DownloadListener {

  /** Hears nothing. */
  BuildListener SILENT = line -> {};

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
