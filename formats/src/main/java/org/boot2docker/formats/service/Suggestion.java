package org.boot2docker.formats.service;

import java.util.Collection;
import org.boot2docker.formats.text.NearNames;

/** The end of a message about an unknown name: the name that was perhaps meant. */
final class Suggestion {
  private Suggestion() {}

  /** Nothing, or {@code : did you mean NAME?}. */
  static String of(String wrong, Collection<String> known) {
    return NearNames.of(wrong, known.stream()).stream()
        .findFirst()
        .map(name -> ": did you mean " + name + "?")
        .orElse("");
  }
}
