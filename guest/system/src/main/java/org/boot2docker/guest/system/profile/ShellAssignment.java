package org.boot2docker.guest.system.profile;

import java.util.Optional;

/**
 * Finds the value that a shell file gives a variable, without running the file.
 *
 * <p>Only values that mean the same whatever else the file does are found: plain or in quotes,
 * without expansions. Assignments inside the quotes of another value are text, and not found.
 */
final class ShellAssignment {
  private static final char END = '\0';

  private final String text;
  private int at;

  private ShellAssignment(String text) {
    this.text = text;
  }

  /** The last value of a variable; nothing when there is none, or one that a shell would expand. */
  static Optional<String> find(String text, String variable) {
    ShellAssignment reader = new ShellAssignment(text);
    Optional<String> value = Optional.empty();
    boolean first = true;
    while (reader.at < text.length()) {
      char c = text.charAt(reader.at);
      if (c == '\n' || c == ';') {
        first = true;
        reader.at++;
      } else if (c == ' ' || c == '\t') {
        reader.at++;
      } else if (c == '#') {
        reader.skipLine();
      } else {
        Word word = reader.word();
        if (first && word.text().startsWith(variable + "=")) {
          value = Optional.of(word.text().substring(variable.length() + 1));
          value = word.literal() ? value : Optional.empty();
        }
        first = first && (word.text().equals("export") || word.text().indexOf('=') > 0);
      }
    }
    return value;
  }

  /**
   * A word as the shell would read it.
   *
   * @param literal whether it has nothing that the shell would expand
   */
  private record Word(String text, boolean literal) {}

  private Word word() {
    StringBuilder word = new StringBuilder();
    boolean literal = true;
    char quote = END;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == END && (c == ' ' || c == '\t' || c == '\n' || c == ';')) {
        break;
      } else if (quote == END && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote == c) {
        quote = END;
      } else {
        literal = literal && (quote == '\'' || "$`\\".indexOf(c) < 0);
        word.append(c);
        // What a backslash hides can't end a word or a quotation.
        if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
          at++;
        }
      }
    }
    return new Word(word.toString(), literal && quote == END);
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }
}
