package org.boot2docker.builder.step;

/** The result of a step, which counts as an input of another step by its key alone. */
public interface Keyed {

  /** The key of the inputs that it was made of. */
  String key();
}
