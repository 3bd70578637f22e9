package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.OwnedProcess;
import org.boot2docker.machine.state.ShortRun;

/** Starts QEMU in the background, where the end of this program and of its terminal don't reach. */
public final class QemuLauncher {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A QEMU without 9p knows neither the option nor the device. */
  private static final Pattern LACKS_9P =
      Pattern.compile(
          "fsdev.*(disabled|no option group|invalid option)|'virtio-9p-pci' is not a valid",
          Pattern.CASE_INSENSITIVE);

  /** What speaks of the host's virtualisation by name, and not of a folder of that name. */
  private static final Pattern HARDWARE =
      Pattern.compile("(?<![/\\w.-])(kvm|hvf|whpx)(?=\\b|_)", Pattern.CASE_INSENSITIVE);

  private final MachineDirectory directory;

  /** For one machine. */
  public QemuLauncher(MachineDirectory directory) {
    this.directory = directory;
  }

  /** Whether QEMU can put itself in the background on this system. */
  public static boolean daemonises() {
    return !System.getProperty("os.name", "").startsWith("Windows");
  }

  /**
   * Starts it and returns when it is set up and the guest runs.
   *
   * @throws MachineException with QEMU's own words when it refuses
   */
  public void launch(List<String> command) throws IOException {
    if (!daemonises()) {
      launchDetached(command);
      return;
    }
    // With -daemonize the first process ends when the guest runs, or tells what is wrong.
    ShortRun run = ShortRun.of(command, LIMIT);
    if (run.exit().isEmpty()) {
      throw new MachineException(
          "QEMU did not get ready within %d s: try again, or run it by hand: %s"
              .formatted(LIMIT.toSeconds(), directory.qemuCommand()));
    }
    if (run.exit().getAsInt() != 0) {
      throw refused(run.output() + new LastLines(directory.qemuLog()).text());
    }
  }

  private void launchDetached(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.qemuLog().toFile())
            .start();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (OwnedProcess.find(directory.qemuPid(), directory.qemuPid().toString()).isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw refused(new LastLines(directory.qemuLog()).text());
      }
      Thread.onSpinWait();
    }
  }

  private MachineException refused(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    if (LACKS_9P.matcher(last).find()) {
      return new MachineException(
          "this QEMU can't share folders (%s): install one with 9p (virtfs), or start without --share"
              .formatted(last.strip()));
    }
    Matcher hardware = HARDWARE.matcher(last);
    if (hardware.find()) {
      return new MachineException(
          "%s does not run a guest here (%s): leave out --accelerator, or give --accelerator tcg"
              .formatted(hardware.group(1), last.strip()));
    }
    return new MachineException(
        "QEMU did not start (%s): see its command line in %s"
            .formatted(last.strip(), directory.qemuCommand()),
        lines.subList(0, Math.max(0, lines.size() - 1)));
  }
}
