package org.boot2docker.machine.autostart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * What is started at a login.
 *
 * @param id names it among all that are started, with letters, digits, '.', '_' and '-'
 * @param machine the machine's name
 * @param program this tool: a program and its first arguments
 * @param environment what the tool must find: where machines, QEMU and Java are
 */
public record Launch(
    String id, String machine, List<String> program, SortedMap<String, String> environment) {
  /** Without passwords: the files that hold them can be read by others. */
  private static final List<String> TAKEN =
      List.of(
          MachineDirectory.HOME_VARIABLE,
          "BOOT2DOCKER_CACHE",
          "BOOT2DOCKER_QEMU",
          "BOOT2DOCKER_VIRTIOFSD",
          "DOCKER_CONFIG",
          "JAVA_HOME",
          "PATH",
          "SSL_CERT_FILE",
          "XDG_CACHE_HOME");

  private static final int DIGITS = 8;

  /**
   * That of a machine.
   *
   * @throws MachineException when a path has characters that no file for the system can hold
   */
  public static Launch of(
      MachineDirectory directory, List<String> program, Map<String, String> environment)
      throws MachineException {
    SortedMap<String, String> taken = new TreeMap<>();
    for (String name : TAKEN) {
      Optional.ofNullable(environment.get(name))
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> taken.put(name, value));
    }
    // Relative to the folder of the one who types it, and not of the system's.
    taken.computeIfPresent(
        MachineDirectory.HOME_VARIABLE, (name, home) -> directory.home().toString());
    Optional<String> bad =
        Stream.concat(program.stream(), taken.values().stream())
            .filter(text -> text.chars().anyMatch(c -> c < ' ' || c == 0x7f))
            .findFirst();
    if (bad.isPresent()) {
      throw new MachineException(
          "the path '%s' has a control character: autostart needs one without"
              .formatted(bad.get().replaceAll("\\p{Cntrl}", "?")));
    }
    return new Launch(id(directory, environment), directory.name(), program, taken);
  }

  /** Machines of the same name in two homes have different ones. */
  private static String id(MachineDirectory directory, Map<String, String> environment) {
    String name = "boot2docker-" + directory.name();
    return environment.getOrDefault(MachineDirectory.HOME_VARIABLE, "").isEmpty()
        ? name
        : name + "_" + Sha256.of(directory.home().toString()).substring(0, DIGITS);
  }

  /** The command with a verb of this tool. */
  List<String> words(String verb) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(verb, "--name", machine));
    return words;
  }
}
