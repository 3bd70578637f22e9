package org.boot2docker.formats.text;

/**
 * Hears what a long operation is doing, one short line for people at a time: a step, a retry, a
 * wait for another run. Lines may come from several threads. The caller decides who sees them.
 */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = line -> {};

  /** One line, without line end. */
  void say(String line);
}
