package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.ShortRun;

/**
 * Finds out which accelerator works, by booting a guest of a few bytes with it.
 *
 * <p>Nothing less tells: on some hosts, often virtual machines themselves, {@code /dev/kvm} opens,
 * QEMU starts, and the guest never runs.
 */
public final class AcceleratorProbe {
  private static final Duration LIMIT = Duration.ofSeconds(4);

  /** How many times as long a second try may take. */
  private static final int PATIENCE = 5;

  private static final Path KVM = Path.of("/dev/kvm");

  private final Qemu qemu;
  private final Duration limit;

  /** For one QEMU. */
  public AcceleratorProbe(Qemu qemu) {
    this(qemu, LIMIT);
  }

  AcceleratorProbe(Qemu qemu, Duration limit) {
    this.qemu = qemu;
    this.limit = limit;
  }

  /**
   * What to use and why.
   *
   * @param accelerator the best that works
   * @param reason a line for the user, such as why it isn't a faster one
   */
  public record Choice(Accelerator accelerator, String reason) {}

  /** How a guest with an accelerator ended. */
  private enum Outcome {
    RAN,
    FAILED,
    TOO_SLOW
  }

  /** Tries what this operating system may have; TCG when nothing else works. */
  public Choice choose() throws IOException {
    if (qemu.architecture() != Architecture.host()) {
      return new Choice(
          Accelerator.TCG,
          "no acceleration (%s on %s): the machine is emulated, about ten times slower"
              .formatted(qemu.architecture().debianName(), Architecture.host().debianName()));
    }
    for (Accelerator candidate : Accelerator.values()) {
      if (candidate != Accelerator.TCG && candidate.fits(System.getProperty("os.name", ""))) {
        return choose(candidate);
      }
    }
    return emulated("this system has no accelerator that QEMU knows");
  }

  private Choice choose(Accelerator candidate) throws IOException {
    if (candidate == Accelerator.KVM && !Files.exists(KVM)) {
      return emulated("there is no /dev/kvm");
    }
    if (candidate == Accelerator.KVM && !(Files.isReadable(KVM) && Files.isWritable(KVM))) {
      return emulated("no access to /dev/kvm: add yourself to its group, often: kvm");
    }
    Outcome outcome = run(candidate, limit);
    if (outcome == Outcome.TOO_SLOW) {
      // A busy computer: the answer is kept, so it is worth the wait.
      outcome = run(candidate, limit.multipliedBy(PATIENCE));
    }
    return switch (outcome) {
      case RAN -> new Choice(candidate, "accelerated by " + candidate);
      case FAILED -> emulated(candidate + " is there but does not run a guest");
      case TOO_SLOW ->
          emulated(
              "%s is there but did not run a guest in time; try --accelerator %s"
                  .formatted(candidate, candidate.qemuName()));
    };
  }

  private static Choice emulated(String why) {
    return new Choice(
        Accelerator.TCG,
        "no acceleration (" + why + "): the machine is emulated, about ten times slower");
  }

  /**
   * Checks that QEMU can run a guest with an accelerator, however slowly.
   *
   * @throws MachineException when it can't
   */
  public void require(Accelerator accelerator) throws IOException {
    if (accelerator != Accelerator.TCG && run(accelerator, limit) == Outcome.FAILED) {
      throw new MachineException(
          "%s does not run a guest here: leave out --accelerator, or give --accelerator tcg"
              .formatted(accelerator));
    }
  }

  /** Whether a guest with this accelerator runs, and soon. */
  boolean runs(Accelerator accelerator) throws IOException {
    return run(accelerator, limit) == Outcome.RAN;
  }

  private Outcome run(Accelerator accelerator, Duration limit) throws IOException {
    Path image = Files.createTempFile("boot2docker-probe", ".img");
    try {
      Files.write(image, ProbeImage.of(qemu.architecture()));
      OptionalInt exit = ShortRun.of(command(accelerator, image), limit).exit();
      if (exit.isEmpty()) {
        return Outcome.TOO_SLOW;
      }
      boolean right = exit.getAsInt() == ProbeImage.exit(qemu.architecture());
      return right ? Outcome.RAN : Outcome.FAILED;
    } finally {
      Files.deleteIfExists(image);
    }
  }

  private List<String> command(Accelerator accelerator, Path image) {
    boolean tcg = accelerator == Accelerator.TCG;
    List<String> command = new ArrayList<>();
    command.add(qemu.program().toString());
    command.addAll(List.of("-machine", QemuTarget.of(qemu.architecture()).machineType()));
    command.addAll(List.of("-accel", accelerator.qemuName(), "-cpu", tcg ? "max" : "host"));
    command.addAll(List.of("-m", "64", "-nodefaults", "-no-user-config", "-display", "none"));
    command.addAll(ProbeImage.arguments(qemu.architecture(), image));
    return command;
  }
}
