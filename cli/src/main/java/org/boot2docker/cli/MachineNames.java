package org.boot2docker.cli;

import java.util.Iterator;
import java.util.List;

/**
 * Stands for the names of the user's machines where a shell is to complete one. Picocli's scripts
 * have fixed words only, so the shells look for the names when they complete: in the folder of the
 * machines, since starting this program would take too long.
 */
final class MachineNames implements Iterable<String> {
  private static final String PLACEHOLDER = "@machines@";

  private static final String BASH =
      "$(command ls -- \"${BOOT2DOCKER_HOME:-$HOME/.boot2docker}/machines\" 2>/dev/null)";

  private static final String FISH =
      "(set -q BOOT2DOCKER_HOME; and set -l home $BOOT2DOCKER_HOME; or set -l home $HOME/.boot2docker;"
          + " command ls -- $home/machines 2>/dev/null)";

  @Override
  public Iterator<String> iterator() {
    return List.of(PLACEHOLDER).iterator();
  }

  /** Picocli's script for bash and zsh, with the names instead of the words that stand for them. */
  static String inBash(String script) {
    return script.replace('"' + PLACEHOLDER + '"', BASH);
  }

  /** What fish is to complete for a word that {@link #iterator} gives; other words remain. */
  static String inFish(String word) {
    return word.equals(PLACEHOLDER) ? FISH : word;
  }
}
