package org.boot2docker.builder.description;

import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.Uncounted;

/**
 * Where in which file something is described: for errors only.
 *
 * @param text file, line and key, as in {@code mine.yaml:3: rootfs.packages[2]}
 */
public record Place(String text) implements Uncounted {

  /** An error that names the place. */
  public BuildException error(String problem) {
    return new BuildException(text + " " + problem);
  }
}
