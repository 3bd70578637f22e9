package org.boot2docker.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;

/**
 * Boots systems in turn, so that what else the host does meanwhile hits all of them.
 *
 * @param machine a machine of its own, so that a running one is left alone
 * @param memoryMiB of the guest
 * @param cpus of the guest
 * @param counted whether instructions are counted instead of time
 * @param progress hears what goes on
 */
public record Bench(Machine machine, int memoryMiB, int cpus, boolean counted, Progress progress) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final long LOOK_AGAIN_MILLIS = 200;

  /**
   * Boots each system so many times.
   *
   * @return the boots of each, in the systems' order
   */
  public List<List<Boot>> run(List<Contender> contenders, int boots) throws IOException {
    List<List<Boot>> results = new ArrayList<>();
    contenders.forEach(contender -> results.add(new ArrayList<>()));
    for (int round = 1; round <= boots; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Boot boot = boot(contenders.get(i));
        results.get(i).add(boot);
        progress.say(
            "%s, boot %d of %d: Docker answers after %s"
                .formatted(
                    contenders.get(i).name(), round, boots, Boot.text(boot.answered(), counted)));
      }
    }
    return results;
  }

  private Boot boot(Contender contender) throws IOException {
    try {
      if (!machine.start(spec(contender), Progress.SILENT)) {
        throw new MachineException(
            "the machine %s runs already: wait for the other bench to end"
                .formatted(machine.name()));
      }
      return Boot.parse(console());
    } finally {
      machine.stop(Duration.ZERO, Progress.SILENT);
    }
  }

  private MachineSpec spec(Contender contender) {
    MachineSpec.Builder spec =
        MachineSpec.booting(
                new BootMedium.Kernel(
                    contender.kernel(),
                    contender.kernel(),
                    contender.initramfs(),
                    contender.commandLine(),
                    contender.whenEmulated()))
            .architecture(contender.architecture())
            .memoryMiB(memoryMiB)
            .cpus(cpus);
    return counted ? spec.counted().build() : spec.build();
  }

  private String console() throws IOException {
    Path log = machine.directory().consoleLog();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      boolean running = machine.isRunning();
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      if (Boot.isWhole(text)) {
        return text;
      }
      if (!running || System.nanoTime() > end) {
        throw new MachineException(
            running
                ? "Docker did not answer within %d s".formatted(LIMIT.toSeconds())
                : "the guest ended before Docker answered",
            machine.console().lastLines(20));
      }
      pause();
    }
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the guest booted", e);
    }
  }
}
