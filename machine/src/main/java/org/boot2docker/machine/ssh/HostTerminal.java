package org.boot2docker.machine.ssh;

import java.io.Closeable;
import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.machine.model.MachineException;

/**
 * The terminal that this program was started in, through {@code stty}.
 *
 * <p>While it is raw every key, Ctrl-C too, goes to the guest, whose own terminal gives it meaning.
 */
public final class HostTerminal implements Closeable {
  /** Fields after the name: state, parent, group, session, terminal, the terminal's group. */
  private static final int PROCESS_GROUP = 2;

  private static final int TERMINALS_GROUP = 5;

  private final String saved;

  private HostTerminal(String saved) {
    this.saved = saved;
  }

  /** Columns and rows. */
  record Size(int columns, int rows) {
    /** What terminals are taken for when they don't tell. */
    static final Size USUAL = new Size(80, 24);
  }

  /** Whether standard input and output are both a terminal that can be set. */
  public static boolean isPresent() {
    return console().isPresent() && stty("-g").isPresent();
  }

  /**
   * The terminal that this process talks to; none in the background of a shell, where reading would
   * stop it. Java 22 to 24 have a console without a terminal, too.
   */
  public static Optional<Console> console() {
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

  /**
   * Makes it raw until it is closed.
   *
   * @throws MachineException when it can't be set
   */
  static HostTerminal raw() throws MachineException {
    String saved =
        stty("-g").orElseThrow(() -> new MachineException("this terminal can't be set: no stty"));
    HostTerminal terminal = new HostTerminal(saved);
    // The terminal must be usable again even when this program is ended by a signal.
    Runtime.getRuntime().addShutdownHook(new Thread(terminal::restore, "restore-terminal"));
    stty("raw", "-echo");
    return terminal;
  }

  Size size() {
    String[] words = stty("size").orElse("").split(" ", -1);
    try {
      Size size = new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
      return size.columns() > 0 && size.rows() > 0 ? size : Size.USUAL;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Size.USUAL;
    }
  }

  /**
   * Calls back whenever the window gets another size. The JDK's signal API is no part of Java:
   * where it is missing the size just stays.
   */
  void onResize(Runnable callback) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) -> {
            callback.run();
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
      Object winch = signal.getConstructor(String.class).newInstance("WINCH");
      signal.getMethod("handle", signal, handler).invoke(null, winch, proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return;
    }
  }

  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void restore() {
    stty(saved);
  }

  @Override
  public void close() {
    restore();
  }
}
