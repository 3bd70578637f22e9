package org.boot2docker.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.machine.ssh.HostTerminal;

/** Where output goes: results to standard output, everything else to standard error. */
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final Optional<BufferedReader> answers;
  private final String subject;

  /** Questions go to the console, if there is one. */
  Terminal(PrintStream out, PrintStream err) {
    this(out, err, HostTerminal.console().map(console -> new BufferedReader(console.reader())));
  }

  /** Takes the answers to questions from a reader. */
  Terminal(PrintStream out, PrintStream err, Optional<BufferedReader> answers) {
    this(out, err, answers, "");
  }

  private Terminal(
      PrintStream out, PrintStream err, Optional<BufferedReader> answers, String subject) {
    this.out = out;
    this.err = err;
    this.answers = answers;
    this.subject = subject;
  }

  /** The same, where each message begins with what it is about; nobody is asked anything. */
  Terminal saying(String about) {
    return new Terminal(out, err, Optional.empty(), about);
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

  /** Whether nobody reads the results any more. */
  boolean isUnread() {
    return out.checkError();
  }

  /** Prints a message. */
  void say(String line) {
    err.println(plain(subject + line));
    err.flush();
  }

  /** The stream of messages. */
  PrintStream messages() {
    return err;
  }

  /** Whether messages go to a terminal that lines can be redrawn on. */
  boolean isInteractive() {
    return HostTerminal.console().isPresent() && !"dumb".equals(System.getenv("TERM"));
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
