package org.boot2docker.machine.model;

/** Hears what a long operation is doing, one short line at a time. */
@FunctionalInterface
public interface Progress {

  /** One step, without line end. */
  void say(String line);

  /** Hears nothing. */
  static Progress silent() {
    return line -> {};
  }
}
