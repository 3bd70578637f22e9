package org.boot2docker.builder.description;

import java.util.List;
import java.util.Optional;

/**
 * The keys of a mapping.
 *
 * @param keys in the order of the reference
 */
record Section(List<Key> keys) {

  /** The key with a name. */
  Optional<Key> find(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /**
   * The keys below one of these.
   *
   * @throws IllegalArgumentException when it has none, which is a mistake in this program
   */
  Section in(String name) {
    return find(name)
        .flatMap(Key::inner)
        .orElseThrow(() -> new IllegalArgumentException(name + " has no keys"));
  }
}
