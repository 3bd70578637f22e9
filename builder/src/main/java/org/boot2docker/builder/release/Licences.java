package org.boot2docker.builder.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The licences in a Debian copyright file (Debian's "Machine-readable debian/copyright file", 1.0),
 * as identifiers of SPDX. A file in another form has none that a program could know.
 */
final class Licences {
  private static final Pattern FIELD = Pattern.compile("(?m)^License:[ \t]*(\\S.*)$");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.+~_-]+");

  /** Debian's short names that SPDX calls something else (section 7.1.1 of Debian's format). */
  private static final Map<String, String> SPDX =
      Map.ofEntries(
          Map.entry("expat", "MIT"),
          Map.entry("mit", "MIT"),
          Map.entry("apache-2.0", "Apache-2.0"),
          Map.entry("apache-2", "Apache-2.0"),
          Map.entry("bsd-2-clause", "BSD-2-Clause"),
          Map.entry("bsd-3-clause", "BSD-3-Clause"),
          Map.entry("isc", "ISC"),
          Map.entry("zlib", "Zlib"),
          Map.entry("mpl-2.0", "MPL-2.0"),
          Map.entry("mpl-1.1", "MPL-1.1"),
          Map.entry("cc0-1.0", "CC0-1.0"),
          Map.entry("cc0", "CC0-1.0"),
          Map.entry("artistic", "Artistic-1.0"),
          Map.entry("gpl-1", "GPL-1.0-only"),
          Map.entry("gpl-1+", "GPL-1.0-or-later"),
          Map.entry("gpl-2", "GPL-2.0-only"),
          Map.entry("gpl-2.0", "GPL-2.0-only"),
          Map.entry("gpl-2+", "GPL-2.0-or-later"),
          Map.entry("gpl-2.0+", "GPL-2.0-or-later"),
          Map.entry("gpl-3", "GPL-3.0-only"),
          Map.entry("gpl-3.0", "GPL-3.0-only"),
          Map.entry("gpl-3+", "GPL-3.0-or-later"),
          Map.entry("gpl-3.0+", "GPL-3.0-or-later"),
          Map.entry("lgpl-2", "LGPL-2.0-only"),
          Map.entry("lgpl-2+", "LGPL-2.0-or-later"),
          Map.entry("lgpl-2.1", "LGPL-2.1-only"),
          Map.entry("lgpl-2.1+", "LGPL-2.1-or-later"),
          Map.entry("lgpl-3", "LGPL-3.0-only"),
          Map.entry("lgpl-3+", "LGPL-3.0-or-later"));

  private Licences() {}

  /** Sorted, each once; names that SPDX doesn't have begin with {@code LicenseRef-Debian-}. */
  static SortedSet<String> of(String copyright) {
    SortedSet<String> found = new TreeSet<>();
    Matcher field = FIELD.matcher(copyright);
    while (field.find()) {
      names(field.group(1)).forEach(name -> found.add(spdx(name)));
    }
    return found;
  }

  /** Words but for those that join them; what follows "with" is an exception to a licence. */
  private static List<String> names(String value) {
    List<String> names = new ArrayList<>();
    for (String part : value.split("(?i)[ \t,]+(?:and|or|and/or)[ \t]+|,[ \t]*")) {
      Matcher word = WORD.matcher(part);
      if (word.find()) {
        boolean exception = part.toLowerCase(Locale.ROOT).contains(" with ");
        names.add(exception ? part.trim().replaceAll("[^A-Za-z0-9.+]+", "-") : word.group());
      }
    }
    return names;
  }

  private static String spdx(String name) {
    String known = SPDX.get(name.toLowerCase(Locale.ROOT));
    return known != null
        ? known
        : "LicenseRef-Debian-" + name.replace("+", "-or-later").replaceAll("[^A-Za-z0-9.-]+", "-");
  }
}
