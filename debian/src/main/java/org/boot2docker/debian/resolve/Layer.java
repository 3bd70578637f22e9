package org.boot2docker.debian.resolve;

import java.util.List;
import org.boot2docker.debian.archive.Suite;

/**
 * Suites that are one source of packages, of which the newest version counts: stable with its
 * security suite.
 *
 * @param name how roots refer to it
 * @param suites loaded suites; between equal versions the earlier suite wins
 */
public record Layer(String name, List<Suite> suites) {

  /** Copies the list. */
  public Layer {
    suites = List.copyOf(suites);
  }
}
