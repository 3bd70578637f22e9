package org.boot2docker.guest.system.profile;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads assignments as a shell does, and nothing else that a shell does.
 *
 * <p>That is {@code NAME=VALUE}, with or without {@code export}, and {@code export NAME}. Quotes,
 * backslashes and comments mean what they mean to sh(1); {@code $NAME} and <code>${NAME}</code> are
 * values from further up. Whatever would have to be run is a mistake, and with one mistake nothing
 * counts: half a profile could open a port that the other half was to protect.
 */
final class AssignmentReader {
  private static final char END = '\0';
  private static final String EXPORT = "export";

  /** What ends a word outside of quotes. */
  private static final String SEPARATORS = " \t\n;";

  /** What a shell takes for something else than text, outside of quotes. */
  private static final String OPERATORS = "&|<>()";

  /** What a backslash hides inside of double quotes; before others it is text. */
  private static final String HIDDEN_IN_QUOTES = "$`\"\\";

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private int at;
  private int line = 1;

  /** Why the text can't be used; it never leaves this class. */
  private static final class MistakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MistakeException(int line, String what) {
      super("line " + line + ": " + what);
    }
  }

  AssignmentReader(String text) {
    this.text = text;
  }

  Settings read() {
    try {
      while (at < text.length()) {
        command();
      }
    } catch (MistakeException e) {
      return Settings.mistaken(String.valueOf(e.getMessage()));
    }
    return new Settings(values, exported, Optional.empty());
  }

  /** Reads up to the end of a line, or a semicolon. */
  private void command() {
    boolean exporting = false;
    boolean first = true;
    skipBlanks();
    while (peek() != END && peek() != '\n' && peek() != ';') {
      int startLine = line;
      String word = word();
      if (first && word.equals(EXPORT)) {
        exporting = true;
      } else {
        take(word, exporting, startLine);
      }
      first = false;
      skipBlanks();
    }
    next();
  }

  private void take(String word, boolean exporting, int startLine) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (!isName(name) || equals < 0 && !exporting) {
      throw new MistakeException(
          startLine, "this is no assignment, and nothing is run: put commands into bootsync.sh");
    }
    if (equals >= 0) {
      values.put(name, word.substring(equals + 1));
    }
    if (exporting) {
      exported.add(name);
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i), i == 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isNameCharacter(char c, boolean first) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    return letter || !first && c >= '0' && c <= '9';
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (peek() != END && SEPARATORS.indexOf(peek()) < 0) {
      char c = next();
      if (c == '\'') {
        singleQuoted(word);
      } else if (c == '"') {
        doubleQuoted(word);
      } else if (c == '\\') {
        hidden(word);
      } else if (c == '$' || c == '`') {
        expand(c, word);
      } else if (c == '~' && word.length() > 0 && word.charAt(word.length() - 1) == '=') {
        throw new MistakeException(line, "~ is nobody's home here: write the path as a whole");
      } else if (OPERATORS.indexOf(c) >= 0) {
        throw new MistakeException(
            line, c + " means something to a shell: put the value in quotes");
      } else {
        word.append(c);
      }
    }
    return word.toString();
  }

  /** Up to the next quote all is text. */
  private void singleQuoted(StringBuilder word) {
    int startLine = line;
    for (char c = inQuotes(startLine); c != '\''; c = inQuotes(startLine)) {
      word.append(c);
    }
  }

  private void doubleQuoted(StringBuilder word) {
    int startLine = line;
    for (char c = inQuotes(startLine); c != '"'; c = inQuotes(startLine)) {
      if (c == '\\' && peek() == '\n') {
        next();
      } else if (c == '\\' && HIDDEN_IN_QUOTES.indexOf(peek()) >= 0) {
        word.append(inQuotes(startLine));
      } else if (c == '$' || c == '`') {
        expand(c, word);
      } else {
        word.append(c);
      }
    }
  }

  private char inQuotes(int startLine) {
    if (at >= text.length()) {
      throw new MistakeException(startLine, "the quote that begins here has no end");
    }
    return next();
  }

  /** What follows a backslash: text, or a line end that doesn't end the line. */
  private void hidden(StringBuilder word) {
    char c = next();
    if (c != '\n' && c != END) {
      word.append(c);
    }
  }

  /** What follows a dollar, which is text where a shell would have no variable of ours. */
  private void expand(char sign, StringBuilder word) {
    if (sign == '`' || peek() == '(') {
      throw new MistakeException(
          line, "a command has no result here, because nothing is run: write the value itself");
    }
    if (peek() == '$') {
      // A shell's process number, which nobody wants: docker-machine quotes no dollar of a
      // password.
      word.append(sign).append(next());
      return;
    }
    boolean braced = peek() == '{';
    int start = braced ? at + 1 : at;
    int end = start;
    while (end < text.length() && isNameCharacter(text.charAt(end), end == start)) {
      end++;
    }
    if (braced && (end == start || end >= text.length() || text.charAt(end) != '}')) {
      throw new MistakeException(line, "only ${NAME} is known: write the value itself");
    }
    if (end == start) {
      word.append(sign);
    } else {
      word.append(values.getOrDefault(text.substring(start, end), ""));
      at = braced ? end + 1 : end;
    }
  }

  /** Blanks, comments, and line ends behind a backslash. */
  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\t' || text.startsWith("\\\n", at)) {
      boolean continued = next() == '\\';
      if (continued) {
        next();
      }
    }
    if (peek() == '#') {
      while (peek() != END && peek() != '\n') {
        next();
      }
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private char next() {
    char c = peek();
    line += c == '\n' ? 1 : 0;
    at++;
    return c;
  }
}
