package org.boot2docker.guest.programs.network;

import java.util.List;
import org.boot2docker.guest.system.kernel.Text;

/**
 * One setting of one interface.
 *
 * @param origin the file and line, or the kernel parameter, that it comes from
 * @param card the interface's name
 * @param key what is set, in small letters
 */
record Setting(String origin, String card, String key, String value) {
  /** The interface of the keys that name none: the first card. */
  private static final String FIRST_CARD = "eth0";

  /** A setting whose key may have the interface's name and a dot before it. */
  static Setting of(String origin, String name, String value) {
    int dot = name.lastIndexOf('.');
    String card = dot < 0 ? FIRST_CARD : name.substring(0, dot);
    return new Setting(origin, card, name.substring(dot + 1), unquoted(value.trim()));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The parts of the value, which blanks or commas separate. */
  List<String> words() {
    return Text.parts(value, " \t,");
  }

  /** A message about it. */
  String mistake(String wrong, String remedy) {
    return origin + ": " + wrong + ": " + remedy;
  }
}
