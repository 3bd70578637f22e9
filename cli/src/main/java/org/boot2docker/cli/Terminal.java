package org.boot2docker.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where output goes: results to standard output, everything else to standard error. */
final class Terminal {
  /** Fields after the name: state, parent, group, session, terminal, the terminal's group. */
  private static final int PROCESS_GROUP = 2;

  private static final int TERMINALS_GROUP = 5;

  private final PrintStream out;
  private final PrintStream err;
  private final Optional<BufferedReader> answers;

  /** Questions go to the console, if there is one. */
  Terminal(PrintStream out, PrintStream err) {
    this(out, err, console().map(console -> new BufferedReader(console.reader())));
  }

  /** Takes the answers to questions from a reader. */
  Terminal(PrintStream out, PrintStream err, Optional<BufferedReader> answers) {
    this.out = out;
    this.err = err;
    this.answers = answers;
  }

  /**
   * The terminal that this process talks to; none in the background of a shell, where reading would
   * stop it. Java 22 to 24 have a console without a terminal, too.
   */
  private static Optional<Console> console() {
    Optional<Console> console =
        Optional.ofNullable(System.console()).filter(any -> isInForeground());
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      if (console.isPresent() && Boolean.FALSE.equals(isTerminal.invoke(console.get()))) {
        return Optional.empty();
      }
      return console;
    } catch (ReflectiveOperationException e) {
      return console;
    }
  }

  /** By Linux's proc_pid_stat(5): whether its process group is that of the terminal. */
  private static boolean isInForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 7);
      return fields[PROCESS_GROUP].equals(fields[TERMINALS_GROUP]);
    } catch (IOException e) {
      return true;
    }
  }

  /** What other programs say goes here as it comes. */
  OutputStream errors() {
    return err;
  }

  /** Asks the user yes or no, where no answer is no; empty when nobody can be asked. */
  Optional<Boolean> confirms(String question) throws IOException {
    return ask(question + " [y/N] ")
        .map(String::strip)
        .map(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
  }

  /** Asks the user; empty when nobody can be asked. No line, but an end, is an empty answer. */
  private Optional<String> ask(String question) throws IOException {
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    err.print(plain(question));
    err.flush();
    String answer = answers.get().readLine();
    return Optional.of(answer == null ? "" : answer);
  }

  /** What others have written may command a terminal; ends of lines stay. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\r\\t]]", "?");
  }

  /** Prints a result. */
  void print(String line) {
    out.println(plain(line));
    out.flush();
  }

  /** Prints a message. */
  void say(String line) {
    err.println(plain(line));
    err.flush();
  }

  /** The stream of messages. */
  PrintStream messages() {
    return err;
  }

  /** Whether messages go to a terminal that lines can be redrawn on. */
  boolean isInteractive() {
    return console().isPresent() && !"dumb".equals(System.getenv("TERM"));
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
