package org.boot2docker.builder.step;

/** A part of a step's inputs that decides nothing of the result: where a key is written, say. */
public interface Uncounted {}
