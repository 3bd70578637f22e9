package org.boot2docker.guest.programs.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the stream of bytes into requests: an object from its first brace to its last. A byte 0xFF,
 * which no text holds, resets it; hosts send it to be sure of where they are.
 */
final class Framer {
  private static final int RESET = 0xff;

  /** Requests that hold no file have some hundred bytes. */
  private static final int LONGEST = 1 << 16;

  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean tooLong;

  /** The requests that are complete now; an empty one stands for one that was too long or none. */
  List<Optional<String>> take(byte[] bytes, int length) {
    List<Optional<String>> whole = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xff;
      if (b == RESET) {
        reset();
      } else if (depth > 0 || b == '{') {
        add(b);
        if (depth == 0) {
          whole.add(tooLong ? Optional.empty() : Optional.of(text()));
          reset();
        }
      } else if (b > ' ') {
        // Not a request: one error for the line.
        whole.add(Optional.empty());
        i = endOfLine(bytes, i, length);
      }
    }
    return whole;
  }

  private static int endOfLine(byte[] bytes, int from, int length) {
    int i = from;
    while (i + 1 < length && bytes[i + 1] != '\n' && (bytes[i + 1] & 0xff) != RESET) {
      i++;
    }
    return i;
  }

  private void add(int b) {
    if (request.size() < LONGEST) {
      request.write(b);
    } else {
      tooLong = true;
    }
    if (inString) {
      inString = escaped || b != '"';
      escaped = !escaped && b == '\\';
    } else if (b == '"') {
      inString = true;
    } else if (b == '{') {
      depth++;
    } else if (b == '}') {
      depth--;
    }
  }

  private String text() {
    return new String(request.toByteArray(), StandardCharsets.UTF_8);
  }

  private void reset() {
    request.reset();
    depth = 0;
    inString = false;
    escaped = false;
    tooLong = false;
  }
}
