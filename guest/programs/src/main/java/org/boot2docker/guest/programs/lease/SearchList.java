package org.boot2docker.guest.programs.lease;

import java.util.List;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.kernel.Text;

/** The domains in which short names are looked for, as a server said. */
final class SearchList {
  private SearchList() {}

  /** The domains; none where the text has other characters than letters, digits, hyphens, dots. */
  static List<String> of(String text) {
    return Ascii.isMadeOf(text, ".- ") ? Text.words(text) : List.of();
  }
}
