package org.boot2docker.debian.resolve;

import java.util.Optional;
import org.boot2docker.debian.control.Version;

/**
 * A package that is wanted for its own sake.
 *
 * @param name package name; not a virtual package
 * @param layer the only layer it may come from; empty for the first that has it
 * @param version the only version wanted; empty for the newest
 * @param withDependencies whether what it depends on is wanted too; otherwise it is taken only for
 *     its files
 */
public record Root(
    String name, Optional<String> layer, Optional<Version> version, boolean withDependencies) {

  /** The newest version of the first layer that has it, with dependencies. */
  public Root(String name) {
    this(name, Optional.empty(), Optional.empty(), true);
  }

  /** The same, from one layer only. */
  public Root from(String layer) {
    return new Root(name, Optional.of(layer), version, withDependencies);
  }

  /** The same, for its files only. */
  public Root filesOnly() {
    return new Root(name, layer, version, false);
  }
}
