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
import org.boot2docker.machine.settings.Setting;

/**
 * Saves and resumes a machine again and again by the command line itself, each a process from its
 * start to its end, as a user waits for it. One that may start from a template is also stopped, and
 * started from it and by a boot in turn.
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
   * A command of a run.
   *
   * @param name of what it measures; empty when it only prepares the next one
   * @param expected what it says when it does what is to be measured
   */
  private record Step(String name, List<String> command, String expected) {
    boolean isMeasured() {
      return !name.isEmpty();
    }
  }

  /**
   * Measures; the machine runs afterwards.
   *
   * @throws MachineException when a command fails, or the machine boots where it should not
   */
  public Report run(int runs) throws IOException {
    if (!machine.isRunning()) {
      time(step("up", "up", machine.name()));
    }
    boolean templated = machine.settings().has(Setting.FROM_TEMPLATE);
    List<Step> steps = steps(templated);
    Map<String, List<Double>> times = new LinkedHashMap<>();
    try {
      for (int run = 1; run <= runs; run++) {
        measure(run, steps, times);
      }
    } finally {
      if (templated) {
        time(template(true));
      }
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    times.forEach((name, values) -> spreads.put(name, Spread.of(values)));
    return new Report(
        steps.stream().map(step -> "boot2docker " + String.join(" ", step.command())).toList(),
        runs,
        spreads);
  }

  private void measure(int run, List<Step> steps, Map<String, List<Double>> times)
      throws IOException {
    for (Step step : steps) {
      double time = time(step);
      if (step.isMeasured()) {
        times.computeIfAbsent(step.name(), name -> new ArrayList<>()).add(time);
        progress.say("run %d: %s took %.0f ms".formatted(run, step.name(), time));
      }
    }
  }

  private List<Step> steps(boolean templated) {
    String name = machine.name();
    List<Step> steps = new ArrayList<>();
    steps.add(step("save", "save", name));
    steps.add(new Step("up", List.of("up", name), "is resumed"));
    steps.add(step("status", "status", name));
    steps.add(step("list", "list"));
    if (templated) {
      Step stop = step("", "stop", "--shutdown", name);
      steps.add(stop);
      steps.add(new Step("from template", List.of("up", name), "is started from a template"));
      steps.add(stop);
      steps.add(template(false));
      steps.add(step("boot", "up", name));
      steps.add(template(true));
    }
    return steps;
  }

  private Step template(boolean used) {
    return step("", "config", "set", "--name", machine.name(), "template=" + used);
  }

  private static Step step(String name, String... command) {
    return new Step(name, List.of(command), "");
  }

  private double time(Step step) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(step.command());
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
      if (exit != 0 || !said.contains(step.expected())) {
        throw new MachineException(
            "'%s' %s: %s"
                .formatted(
                    String.join(" ", command),
                    exit == 0 ? "did not do what is measured" : "failed",
                    said.strip()));
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
