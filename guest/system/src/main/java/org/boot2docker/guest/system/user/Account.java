package org.boot2docker.guest.system.user;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Text;

/** A line of passwd(5) or group(5), which begin alike, as far as it matters here. */
record Account(String name, int number) {
  private static final int NUMBER_FIELD = 2;

  /** The account that a line describes, if it does. */
  static Optional<Account> of(String line) {
    List<String> fields = Text.parts(line, ":");
    return fields.size() <= NUMBER_FIELD
        ? Optional.empty()
        : number(fields.get(NUMBER_FIELD)).map(number -> new Account(fields.get(0), number));
  }

  /** A number that Linux takes for a user and Java for an int. */
  static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(number -> number >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
