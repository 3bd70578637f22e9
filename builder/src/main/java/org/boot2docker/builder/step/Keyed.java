package org.boot2docker.builder.step;

/**
 * What counts as an input of a step by its key alone: the result of another step, or what must not
 * be written down.
 */
public interface Keyed {

  /** The key: of a result, that of the inputs that it was made of. */
  String key();
}
