package org.boot2docker.machine.autostart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.ProgramPath;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.ShortRun;

/** Whether a machine starts when its user logs in. */
public final class Autostart {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LoginService service;
  private final Map<String, String> environment;

  private Autostart(LoginService service, Map<String, String> environment) {
    this.service = service;
    this.environment = environment;
  }

  /** What is known of it. */
  public enum State {
    /** It starts at the next login. */
    ENABLED,
    /** The file is there, and the system has not read it. */
    WRITTEN,
    /** It doesn't start by itself. */
    DISABLED
  }

  /**
   * That of a machine.
   *
   * @param program how this tool is called: a program and its first arguments
   * @param environment the variables of the user
   * @throws MachineException when a path can't be written down for the system
   */
  public static Autostart of(
      MachineDirectory directory, List<String> program, Map<String, String> environment)
      throws MachineException {
    return of(directory, program, environment, System.getProperty("os.name", ""));
  }

  /** The same on another operating system, by Java's name. */
  static Autostart of(
      MachineDirectory directory,
      List<String> program,
      Map<String, String> environment,
      String system)
      throws MachineException {
    Launch launch = Launch.of(directory, program, environment);
    Path user = Path.of(System.getProperty("user.home"));
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    LoginService service;
    if (system.startsWith("Mac")) {
      service = new Launchd(launch, user.resolve("Library"));
    } else if (system.startsWith("Windows")) {
      service = new TaskScheduler(launch, directory.home(), System.getProperty("user.name", ""));
    } else {
      service =
          new Systemd(
              launch, configuration.isEmpty() ? user.resolve(".config") : Path.of(configuration));
    }
    return new Autostart(service, environment);
  }

  /** The file that tells the system. */
  public Path file() {
    return service.file();
  }

  /** One more thing that the user can do; empty for none. */
  public String note() {
    return service.note();
  }

  /** How it is now. */
  public State state() {
    if (!Files.exists(service.file())) {
      return State.DISABLED;
    }
    // A link into a folder of links.
    return Files.exists(service.sign(), LinkOption.NOFOLLOW_LINKS) ? State.ENABLED : State.WRITTEN;
  }

  /**
   * Has the machine started at each login from the next one on.
   *
   * @throws MachineException with what to type when the system can't be told from here
   */
  public void enable() throws IOException {
    Path file = service.file();
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, out -> out.write(service.text().getBytes(service.encoding())));
    Optional<String> fault = run(service.enabling());
    if (fault.isPresent()) {
      throw new MachineException(
          "%s is written, but not enabled (%s): run %s"
              .formatted(file, fault.get(), typed(service.enabling())));
    }
  }

  /**
   * Has the machine no longer started.
   *
   * @return false when it was not started before
   * @throws MachineException with what to type when the system can't be told from here
   */
  public boolean disable() throws IOException {
    if (state() == State.DISABLED) {
      return false;
    }
    Optional<String> fault = run(service.disabling());
    if (!service.sign().equals(service.file())) {
      // Systemd's link, which is all that it would delete, and which needs no systemd to do so.
      Files.deleteIfExists(service.sign());
    } else if (fault.isPresent()) {
      throw new MachineException(
          "%s can't be disabled from here (%s): run %s"
              .formatted(service.file(), fault.get(), typed(service.disabling())));
    }
    Files.deleteIfExists(service.file());
    return true;
  }

  private static String typed(List<List<String>> commands) {
    return commands.stream()
        .map(command -> String.join(" ", command))
        .collect(Collectors.joining(" && ", "'", "'"));
  }

  /** Why one of the commands has failed; empty when none has. */
  private Optional<String> run(List<List<String>> commands) throws IOException {
    for (List<String> command : commands) {
      Optional<String> fault = run(command.get(0), command);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> run(String name, List<String> command) throws IOException {
    if (program(name).isEmpty()) {
      return Optional.of("there is no " + name + " in PATH");
    }
    List<String> found = new ArrayList<>(command);
    found.set(0, program(name).get());
    ShortRun run = ShortRun.of(found, environment, LIMIT);
    if (run.exit().isEmpty()) {
      return Optional.of(name + " does not end");
    }
    String said = run.output().strip();
    return run.exit().getAsInt() == 0
        ? Optional.empty()
        : Optional.of(said.isEmpty() ? name + " failed" : said.lines().findFirst().orElse(name));
  }

  private Optional<String> program(String name) {
    return ProgramPath.find(name, environment).map(Path::toString);
  }
}
