package org.boot2docker.guest.system.profile;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  /** Arguments add up: neither side knows those of the other. */
  private static final String ARGUMENTS = "EXTRA_ARGS";

  /** These, and the others where these say nothing. */
  Settings over(Settings others) {
    Map<String, String> all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    if (values.containsKey(ARGUMENTS) && others.values.containsKey(ARGUMENTS)) {
      all.put(ARGUMENTS, others.values.get(ARGUMENTS) + " " + values.get(ARGUMENTS));
    }
    Set<String> environment = new LinkedHashSet<>(others.exported);
    environment.addAll(exported);
    return new Settings(all, environment, Optional.empty());
  }

  static Settings mistaken(String mistake) {
    return new Settings(Map.of(), Set.of(), Optional.of(mistake));
  }
}
