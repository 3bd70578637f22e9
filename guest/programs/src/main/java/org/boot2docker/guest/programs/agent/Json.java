package org.boot2docker.guest.programs.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259), as far as the protocol needs it: numbers are integers. */
sealed interface Json {
  /** An object; its order is that of writing. */
  record Obj(Map<String, Json> members) implements Json {
    Obj() {
      this(new LinkedHashMap<>());
    }

    /** This with one more member. */
    Obj with(String name, Json value) {
      members.put(name, value);
      return this;
    }

    /** This with one more text. */
    Obj with(String name, String value) {
      return with(name, new Text(value));
    }

    /** This with one more number. */
    Obj with(String name, long value) {
      return with(name, new Whole(value));
    }

    Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    Arr() {
      this(new ArrayList<>());
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** An integer. */
  record Whole(long value) implements Json {}

  /** A word: true, false, null. */
  record Word(String value) implements Json {
    static Word of(boolean value) {
      return new Word(value ? "true" : "false");
    }
  }

  /** The value as one line of ASCII. */
  static String write(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Json value, StringBuilder out) {
    if (value instanceof Obj object) {
      char before = '{';
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        out.append(before);
        quote(member.getKey(), out);
        out.append(": ");
        write(member.getValue(), out);
        before = ',';
      }
      out.append(before == '{' ? "{}" : "}");
    } else if (value instanceof Arr array) {
      char before = '[';
      for (Json item : array.items()) {
        out.append(before);
        write(item, out);
        before = ',';
      }
      out.append(before == '[' ? "[]" : "]");
    } else if (value instanceof Text text) {
      quote(text.value(), out);
    } else if (value instanceof Whole number) {
      out.append(number.value());
    } else if (value instanceof Word word) {
      out.append(word.value());
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        String hex = Integer.toHexString(c);
        out.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
