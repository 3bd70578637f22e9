package org.boot2docker.guest.init.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Reads a service's description: lines of {@code key=value}, and comments that begin with {@code
 * #}.
 *
 * <p>Lists are words separated by blanks; {@code environment} may be given several times.
 */
final class ServiceFile {
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

  private final Map<String, String> values = new HashMap<>();
  private final List<String> environment = new ArrayList<>();
  private final String name;
  private String problem = "";

  private ServiceFile(String name) {
    this.name = name;
  }

  /** Either a service or what is wrong with its description. */
  record Result(Optional<Service> service, String problem) {}

  /** Reads the text of one file. */
  static Result parse(String name, String text) {
    ServiceFile file = new ServiceFile(name);
    for (String line : Text.lines(text)) {
      file.line(line.trim());
    }
    Service service = file.build();
    if (service.command().isEmpty()) {
      file.complain("command= is missing");
    } else if (!service.command().get(0).startsWith("/")) {
      file.complain("command= must begin with an absolute path");
    }
    Optional<Service> result = file.problem.isEmpty() ? Optional.of(service) : Optional.empty();
    return new Result(result, file.problem);
  }

  private void line(String line) {
    int equals = line.indexOf('=');
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String key = equals < 0 ? line : line.substring(0, equals).trim();
    if (equals < 0 || !KEYS.contains(key)) {
      complain("unknown key " + key);
    } else if (key.equals("environment")) {
      environment.add(line.substring(equals + 1).trim());
    } else {
      values.put(key, line.substring(equals + 1).trim());
    }
  }

  private Service build() {
    return new Service(
        name,
        words("command"),
        words("needs"),
        number("latest", -1) * 1000,
        words("uses"),
        words("instances"),
        Optional.ofNullable(values.get("condition")),
        listen(),
        readiness(),
        choice(),
        values.getOrDefault("log", "/var/log/" + name + ".log"),
        number("log-limit", 1024) * KIB,
        Optional.ofNullable(values.get("terminal")),
        words("fallback"),
        number("stop-wait", 5) * 1000,
        (int) number("oom-score", 0),
        List.copyOf(environment));
  }

  private Optional<Listen> listen() {
    String text = values.getOrDefault("listen", "");
    Optional<Listen> listen = Listen.parse(text);
    if (listen.isEmpty() && !text.isEmpty()) {
      complain("listen= is neither PATH nor PATH:GROUP with an absolute path of 107 bytes at most");
    } else if (listen.isPresent() && values.containsKey("instances")) {
      complain("listen= and instances= exclude each other");
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
      complain("ready= is none of file:PATH http:SOCKET:PATH exit:SECONDS");
    }
    return ready.orElse(new Readiness.Started());
  }

  private boolean choice() {
    String text = values.getOrDefault("restart", "yes");
    if (!text.equals("yes") && !text.equals("no")) {
      complain("restart= is neither yes nor no");
    }
    return text.equals("yes");
  }

  private long number(String key, long otherwise) {
    String text = values.getOrDefault(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      complain(key + "= is not a number");
      return otherwise;
    }
  }

  private List<String> words(String key) {
    return Text.words(values.getOrDefault(key, ""));
  }

  private void complain(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
  }
}
