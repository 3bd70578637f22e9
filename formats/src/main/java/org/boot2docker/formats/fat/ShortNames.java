package org.boot2docker.formats.fat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives the names of one directory their 8.3 forms, eleven characters each. */
final class ShortNames {
  private static final int BASE = 8;
  private static final int EXTENSION = 3;
  private static final String LEGAL = "[A-Z0-9!#$%&'()@^_`{}~-]";

  private final Set<String> taken = new HashSet<>();

  /** Whether a name is its own 8.3 form, so that it needs no long one. */
  static boolean isShort(String name) {
    return name.matches(LEGAL + "{1,8}(\\." + LEGAL + "{1,3})?");
  }

  /** Keeps a name that is its own short form. */
  String exact(String name) {
    int dot = name.lastIndexOf('.');
    String form = dot < 0 ? fill(name, "") : fill(name.substring(0, dot), name.substring(dot + 1));
    taken.add(form);
    return form;
  }

  /** A form such as {@code LONGNA~1EXT} for a long name. */
  String alias(String name) {
    String upper = name.toUpperCase(Locale.ROOT).replaceFirst("^\\.+", "");
    int dot = upper.lastIndexOf('.');
    String base = clean(dot < 0 ? upper : upper.substring(0, dot));
    String extension = dot < 0 ? "" : clean(upper.substring(dot + 1));
    for (int number = 1; ; number++) {
      String tail = "~" + number;
      String head = base.substring(0, Math.min(base.length(), BASE - tail.length()));
      String form =
          fill(head + tail, extension.substring(0, Math.min(extension.length(), EXTENSION)));
      if (taken.add(form)) {
        return form;
      }
    }
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.replaceAll("[ .]", "")
        .codePoints()
        .mapToObj(Character::toString)
        .map(character -> character.matches(LEGAL) ? character : "_")
        .forEach(clean::append);
    return clean.toString();
  }

  private static String fill(String base, String extension) {
    return String.format(Locale.ROOT, "%-8s%-3s", base, extension);
  }
}
