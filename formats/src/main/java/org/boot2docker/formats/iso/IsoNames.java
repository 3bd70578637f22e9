package org.boot2docker.formats.iso;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives each name of a directory an identifier of ECMA-119's interchange level 2: up to 30
 * characters of {@code A-Z 0-9 _} with one dot for files, 31 without for directories. Rock Ridge
 * carries the exact names; boot loaders that know only ISO 9660 find {@code isolinux.cfg} as {@code
 * ISOLINUX.CFG;1}.
 */
final class IsoNames {
  private static final int MAX_FILE = 30;
  private static final int MAX_DIRECTORY = 31;

  private final Set<String> taken = new HashSet<>();

  private IsoNames() {}

  /** Identifiers for the names of one directory, in the order given; true means a directory. */
  static Map<String, String> of(Map<String, Boolean> names) {
    IsoNames all = new IsoNames();
    Map<String, String> identifiers = new LinkedHashMap<>();
    names.forEach((name, directory) -> identifiers.put(name, all.identifier(name, directory)));
    return identifiers;
  }

  /** ECMA-119 9.3: by name, then by extension, each as if filled up with spaces. */
  static int compare(String a, String b) {
    String[] left = parts(a);
    String[] right = parts(b);
    int names = comparePadded(left[0], right[0]);
    return names != 0 ? names : comparePadded(left[1], right[1]);
  }

  private String identifier(String name, boolean directory) {
    int dot = directory ? -1 : name.lastIndexOf('.');
    String base = legal(dot <= 0 ? name : name.substring(0, dot));
    String extension = dot <= 0 ? "" : legal(name.substring(dot + 1));
    int max = directory ? MAX_DIRECTORY : MAX_FILE;
    extension = extension.substring(0, Math.min(extension.length(), max - 10));
    for (int number = 0; ; number++) {
      String suffix = number == 0 ? "" : String.valueOf(number);
      int room = max - extension.length() - suffix.length() - (directory ? 0 : 1);
      String candidate = base.substring(0, Math.min(base.length(), Math.max(room, 0))) + suffix;
      String identifier = directory ? candidate : candidate + "." + extension + ";1";
      if (taken.add(identifier.toUpperCase(Locale.ROOT))) {
        return identifier;
      }
    }
  }

  private static String legal(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }

  private static String[] parts(String identifier) {
    int dot = identifier.indexOf('.');
    int version = identifier.indexOf(';');
    int end = version < 0 ? identifier.length() : version;
    return dot < 0
        ? new String[] {identifier.substring(0, end), ""}
        : new String[] {identifier.substring(0, dot), identifier.substring(dot + 1, end)};
  }

  private static int comparePadded(String a, String b) {
    for (int i = 0; i < Math.max(a.length(), b.length()); i++) {
      char left = i < a.length() ? a.charAt(i) : ' ';
      char right = i < b.length() ? b.charAt(i) : ' ';
      if (left != right) {
        return Character.compare(left, right);
      }
    }
    return 0;
  }

  static List<String> sorted(Map<String, String> identifiers) {
    return identifiers.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(IsoNames::compare))
        .map(Map.Entry::getKey)
        .toList();
  }
}
