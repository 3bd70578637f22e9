package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.ProgramPath;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.ShortRun;

/** A QEMU that is installed on this host. */
public record Qemu(Path program, QemuVersion version, Architecture architecture) {

  /** Environment variable with the QEMU program to use instead of the one that is found. */
  public static final String PROGRAM_VARIABLE = "BOOT2DOCKER_QEMU";

  private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

  /** Where installers put it without always telling PATH. */
  private static final List<String> USUAL_FOLDERS =
      List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "C:\\Program Files\\qemu");

  /**
   * Finds the QEMU for an architecture.
   *
   * @throws QemuMissingException when there is none
   */
  public static Qemu find(Architecture architecture, Map<String, String> environment)
      throws IOException {
    String name = QemuTarget.of(architecture).program();
    Path program =
        locate(name, environment)
            .orElseThrow(
                () ->
                    new QemuMissingException(
                        "QEMU (" + name + ") is not installed",
                        InstallHint.forThisSystem(architecture)));
    ShortRun run = ShortRun.of(List.of(program.toString(), "--version"), VERSION_LIMIT);
    QemuVersion version =
        QemuVersion.parse(run.output())
            .orElseThrow(
                () ->
                    new MachineException(
                        "%s --version names no version of QEMU: set %s to a QEMU that works"
                            .formatted(program, PROGRAM_VARIABLE)));
    return new Qemu(program, version, architecture);
  }

  private static Optional<Path> locate(String name, Map<String, String> environment) {
    String set = environment.getOrDefault(PROGRAM_VARIABLE, "");
    if (!set.isEmpty()) {
      return Optional.of(Path.of(set).toAbsolutePath()).filter(Files::isExecutable);
    }
    return ProgramPath.all(name, environment, USUAL_FOLDERS).findFirst();
  }

  /**
   * Refuses a version that is known to crash guests without acceleration, and warns of one that is
   * not known to be sound.
   *
   * @throws QemuMissingException when it is refused
   */
  public void check(Accelerator accelerator, boolean acceptOld, Progress progress)
      throws QemuMissingException {
    if (accelerator != Accelerator.TCG
        || version.compareTo(QemuVersion.SOUND_WITHOUT_ACCELERATION) >= 0) {
      return;
    }
    boolean refused = version.compareTo(QemuVersion.TOLERABLE_WITHOUT_ACCELERATION) < 0;
    if (refused && !acceptOld) {
      throw new QemuMissingException(
          "QEMU %s crashes one guest in seven without acceleration, which this machine does not have: install %s or newer"
              .formatted(version, QemuVersion.SOUND_WITHOUT_ACCELERATION),
          InstallHint.forThisSystem(architecture));
    }
    progress.say(
        "warning: QEMU %s %s without acceleration: %s is known to work"
            .formatted(
                version,
                refused ? "crashes some guests" : "is untried",
                QemuVersion.SOUND_WITHOUT_ACCELERATION));
  }
}
