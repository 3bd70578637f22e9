package org.boot2docker.guest.system.profile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile says.
 *
 * @param values of the variables, one character a byte
 * @param exported the variables that are also for the environment of Docker
 * @param mistake why nothing of the profile can be used, with the line; never with a value, which
 *     may be secret
 */
public record Settings(Map<String, String> values, Set<String> exported, Optional<String> mistake) {
  /** A profile that sets nothing. */
  static final Settings NONE = new Settings(Map.of(), Set.of(), Optional.empty());

  static Settings mistaken(String mistake) {
    return new Settings(Map.of(), Set.of(), Optional.of(mistake));
  }
}
