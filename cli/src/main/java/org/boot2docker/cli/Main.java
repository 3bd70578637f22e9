package org.boot2docker.cli;

/** The program {@code boot2docker}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(new Terminal(System.out, System.err), arguments));
  }

  /** Runs one command; gives its exit code. */
  static int run(Terminal terminal, String... arguments) {
    try {
      return Commands.execute(terminal, arguments);
    } catch (OutOfMemoryError e) {
      terminal.say(
          "boot2docker: Java's heap is too small ("
              + e.getMessage()
              + "): give it more, for example JAVA_TOOL_OPTIONS=-Xmx4g boot2docker ...");
      return 1;
    } catch (Error e) {
      terminal.say("boot2docker: internal error (" + e + "): report it");
      return 1;
    }
  }
}
