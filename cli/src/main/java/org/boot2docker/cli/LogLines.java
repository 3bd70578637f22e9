package org.boot2docker.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes lines of the bytes of a log. A guest writes it, so escape sequences and other control
 * characters never reach the user's terminal.
 */
final class LogLines {
  /** ECMA-48, section 5.4: control sequences; and what else is no text. */
  private static final Pattern CONTROL =
      Pattern.compile("\\u001b\\[[0-?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\\t]]|[\\u0080-\\u009f]");

  private final Consumer<String> printer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LogLines(Consumer<String> printer) {
    this.printer = printer;
  }

  /** Prints the lines that are complete now. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        print();
      } else {
        line.write(next);
      }
    }
  }

  /** Prints the last line, although no line end is behind it. */
  void printRest() {
    if (line.size() > 0) {
      print();
    }
  }

  private void print() {
    printer.accept(CONTROL.matcher(line.toString(StandardCharsets.UTF_8)).replaceAll(""));
    line.reset();
  }
}
