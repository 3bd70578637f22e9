package org.boot2docker.formats.service;

/**
 * A mistake in a service file.
 *
 * @param file the file's name, without its directory
 * @param line from 1; 0 where the file as a whole is meant
 * @param what what is wrong, and what to do
 */
public record Problem(String file, int line, String what) {
  /** One line, as compilers write it: {@code FILE:LINE: what}. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + what;
  }
}
