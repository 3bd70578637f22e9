package org.boot2docker.cli.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;

/**
 * Saves and resumes a machine again and again by the command line itself, each a process from its
 * start to its end, as a user waits for it.
 *
 * @param launcher the program {@code boot2docker}
 * @param machine which runs, or is saved
 */
public record Instant(Path launcher, Machine machine, Progress progress) {

  /**
   * What came of it.
   *
   * @param commands what was measured, as typed
   * @param runs how often
   * @param milliseconds of each command
   */
  public record Report(List<String> commands, int runs, Map<String, Spread> milliseconds) {}

  /**
   * Measures; the machine runs afterwards.
   *
   * @throws MachineException when a command fails, or the machine boots instead of being resumed
   */
  public Report run(int runs) throws IOException {
    List<List<String>> commands =
        List.of(
            List.of("save", machine.name()),
            List.of("up", machine.name()),
            List.of("status", machine.name()),
            List.of("list"));
    Map<String, List<Double>> times = new LinkedHashMap<>();
    if (!machine.isRunning()) {
      time(commands.get(1));
    }
    for (int run = 1; run <= runs; run++) {
      for (List<String> command : commands) {
        boolean resumes = command.get(0).equals("up");
        if (resumes && !machine.isSaved()) {
          throw new MachineException(
              "machine %s was not saved: see what 'boot2docker save' says"
                  .formatted(machine.name()));
        }
        double time = time(command);
        times.computeIfAbsent(command.get(0), name -> new ArrayList<>()).add(time);
        progress.say("run %d: %s took %.0f ms".formatted(run, command.get(0), time));
      }
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    times.forEach((name, values) -> spreads.put(name, Spread.of(values)));
    return new Report(
        commands.stream().map(command -> "boot2docker " + String.join(" ", command)).toList(),
        runs,
        spreads);
  }

  private double time(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    Path output = Files.createTempFile("boot2docker-bench", ".log");
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int exit = process.waitFor();
      double milliseconds = (System.nanoTime() - start) / 1e6;
      String said = Files.readString(output);
      if (exit != 0 || said.contains("can't be resumed")) {
        throw new MachineException(
            "'%s' failed: %s".formatted(String.join(" ", command), said.strip()));
      }
      return milliseconds;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a command was measured", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
