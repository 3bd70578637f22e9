package org.boot2docker.guest.programs.agent;

import java.util.Optional;

/** Reads a JSON value of bounded depth. */
final class JsonReader {
  /** The protocol's own requests have a depth of three. */
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** What is wrong with a text. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The value that a text holds; nothing when it holds none, or anything else. */
  static Optional<Json> read(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      Json value = reader.value(0);
      reader.skipBlanks();
      return reader.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private Json value(int depth) throws Malformed {
    if (depth > DEEPEST) {
      throw new Malformed("too deep");
    }
    skipBlanks();
    char c = peek();
    if (c == '{') {
      return object(depth);
    } else if (c == '[') {
      return array(depth);
    } else if (c == '"') {
      return new Json.Text(string());
    } else if (c == '-' || c >= '0' && c <= '9') {
      return number();
    }
    for (String word : new String[] {"true", "false", "null"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return new Json.Word(word);
      }
    }
    throw new Malformed("no value");
  }

  private Json object(int depth) throws Malformed {
    Json.Obj object = new Json.Obj();
    at++;
    skipBlanks();
    while (peek() != '}') {
      skipBlanks();
      String name = string();
      skipBlanks();
      take(':');
      object.with(name, value(depth + 1));
      more('}');
    }
    at++;
    return object;
  }

  private Json array(int depth) throws Malformed {
    Json.Arr array = new Json.Arr();
    at++;
    skipBlanks();
    while (peek() != ']') {
      array.items().add(value(depth + 1));
      more(']');
    }
    at++;
    return array;
  }

  /** Between two members there is a comma, and none before the end. */
  private void more(char end) throws Malformed {
    skipBlanks();
    if (peek() != end) {
      take(',');
      skipBlanks();
      if (peek() == end) {
        throw new Malformed("a comma too many");
      }
    }
  }

  private Json number() throws Malformed {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new Json.Whole(Long.parseLong(text.substring(start, at)));
    } catch (NumberFormatException e) {
      throw new Malformed("not a whole number");
    }
  }

  private String string() throws Malformed {
    take('"');
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw new Malformed("a control character");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() throws Malformed {
    char c = peek();
    at++;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw new Malformed("an unknown escape");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(at++), 16);
      if (digit < 0) {
        throw new Malformed("an unknown escape");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private char peek() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed("an end too early");
    }
    return text.charAt(at);
  }

  private void take(char c) throws Malformed {
    if (peek() != c) {
      throw new Malformed("no " + c);
    }
    at++;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
