package org.boot2docker.formats.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a service's description: lines of {@code key=value}, and comments that begin with {@code
 * #}.
 *
 * <p>Lists are words separated by blanks; {@code environment} may be given several times.
 */
final class ServiceFile {
  /** What the names of such files end with. */
  static final String SUFFIX = ".service";

  private static final Set<String> KEYS =
      Set.of(
          "command",
          "needs",
          "latest",
          "uses",
          "instances",
          "condition",
          "listen",
          "ready",
          "restart",
          "log",
          "log-limit",
          "terminal",
          "fallback",
          "stop-wait",
          "oom-score",
          "environment");
  private static final long KIB = 1024;
  private static final long SECOND = 1000;

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<String> environment = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final String name;

  private ServiceFile(String name) {
    this.name = name;
  }

  /**
   * What a file says.
   *
   * @param lines the line of each key that it has
   * @param problems none in a file that can be used
   */
  record Result(Service service, Map<String, Integer> lines, List<Problem> problems) {
    /** A problem of a key's line. */
    Problem problem(String key, String what) {
      return new Problem(service.name() + SUFFIX, lines.getOrDefault(key, 0), what);
    }
  }

  /**
   * Reads the text of one file.
   *
   * @param name the service's, which is the file's name without its suffix
   */
  static Result parse(String name, String text) {
    ServiceFile file = new ServiceFile(name);
    int number = 0;
    int start = 0;
    // String.split would bring a regular expression engine into PID 1.
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      file.line(text.substring(start, end).trim(), ++number);
      start = end + 1;
    }
    file.line(text.substring(start).trim(), ++number);
    Service service = file.build();
    file.checkCommand(service);
    return new Result(service, Map.copyOf(file.lines), List.copyOf(file.problems));
  }

  private void line(String line, int number) {
    int equals = line.indexOf('=');
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String key = equals < 0 ? line : line.substring(0, equals).trim();
    lines.putIfAbsent(key, number);
    if (equals < 0 || !KEYS.contains(key)) {
      complain(key, "unknown key " + key + Suggestion.of(key, KEYS));
    } else if (key.equals("environment")) {
      environment.add(line.substring(equals + 1).trim());
    } else if (values.putIfAbsent(key, line.substring(equals + 1).trim()) != null) {
      problems.add(
          new Problem(name + SUFFIX, number, key + "= is there twice: remove one of the lines"));
    }
  }

  private void checkCommand(Service service) {
    if (service.command().isEmpty()) {
      complain("command", "command= is missing");
    } else if (!service.command().get(0).startsWith("/")) {
      complain("command", "command= must begin with an absolute path");
    }
  }

  private Service build() {
    return new Service(
        name,
        words("command"),
        words("needs"),
        number("latest", -1) * SECOND,
        words("uses"),
        words("instances"),
        Optional.ofNullable(values.get("condition")),
        listen(),
        readiness(),
        restart(),
        values.getOrDefault("log", "/var/log/" + name + ".log"),
        number("log-limit", 1024) * KIB,
        Optional.ofNullable(values.get("terminal")),
        words("fallback"),
        number("stop-wait", 5) * SECOND,
        (int) number("oom-score", 0),
        List.copyOf(environment));
  }

  private Optional<Listen> listen() {
    String text = values.getOrDefault("listen", "");
    Optional<Listen> listen = Listen.parse(text);
    if (listen.isEmpty() && !text.isEmpty()) {
      complain(
          "listen",
          "listen= is neither PATH nor PATH:GROUP with an absolute path of 107 bytes at most");
    } else if (listen.isPresent() && values.containsKey("instances")) {
      complain("listen", "listen= and instances= exclude each other");
    }
    return listen;
  }

  private Readiness readiness() {
    String text = values.getOrDefault("ready", "");
    if (text.isEmpty()) {
      return new Readiness.Started();
    }
    Optional<Readiness> ready = Readiness.parse(text);
    if (ready.isEmpty()) {
      complain("ready", "ready= is none of notify file:PATH http:SOCKET:PATH exit:SECONDS");
    }
    return ready.orElse(new Readiness.Started());
  }

  private Restart restart() {
    Optional<Restart> restart = Restart.of(values.getOrDefault("restart", "yes"));
    if (restart.isEmpty()) {
      complain("restart", "restart= is none of yes no failure");
    }
    return restart.orElse(Restart.ALWAYS);
  }

  private long number(String key, long otherwise) {
    String text = values.getOrDefault(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      complain(key, key + "= is not a number");
      return otherwise;
    }
  }

  private List<String> words(String key) {
    List<String> words = new ArrayList<>();
    String text = values.getOrDefault(key, "");
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t') {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return List.copyOf(words);
  }

  private void complain(String key, String what) {
    problems.add(new Problem(name + SUFFIX, lines.getOrDefault(key, 0), what));
  }
}
