package org.boot2docker.machine.saved;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qemu.QemuLauncher;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.qmp.QmpException;
import org.boot2docker.machine.state.FilesBefore;
import org.boot2docker.machine.state.MachineDirectory;

/** Starts QEMU with a saved state; the caller holds the machine's lock. */
public final class Resumer {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(30);

  /** Longer than it may take to save it: what was saved can be loaded. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** An emulated guest on a busy host; ours looks at its port twice a second. */
  private static final Duration CLOCK_LIMIT = Duration.ofSeconds(5);

  private final MachineDirectory directory;
  private final Progress progress;

  /** Of one machine. */
  public Resumer(MachineDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Starts QEMU, which then waits for the state.
   *
   * @param command its command line, as it was saved but for ports of the host
   * @param memoryOffset that of its {@link SavedState}
   * @throws MachineException when QEMU doesn't start
   */
  public void launch(List<String> command, long memoryOffset) throws IOException {
    List<String> arguments = new ArrayList<>(command);
    arguments.replaceAll(SavedCommand::appending);
    arguments.addAll(List.of("-S", "-incoming", "defer"));
    if (memoryOffset > 0) {
      arguments.replaceAll(each -> SavedCommand.resumed(each, directory.memory(), memoryOffset));
    }
    new QemuLauncher(directory).launch(arguments);
  }

  /**
   * Resumes it; from the moment when the guest runs the state is gone.
   *
   * @param memoryOffset that of its {@link SavedState}
   * @throws MachineException when QEMU can't read the state; the guest has not run
   */
  public void resume(long memoryOffset) throws IOException {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      new Migration(qmp).load(directory.savedDevices(), memoryOffset > 0, LIMIT);
      run(directory, qmp);
    }
  }

  /** Sets the clock of the guest, which runs again, to that of the host. */
  public void setClock() {
    if (!new GuestClock(directory.agentSocket()).set(CLOCK_LIMIT)) {
      progress.say("the guest's agent does not answer: its clock is right after some seconds");
    }
  }

  /** Another program has a disk: the guest has not run, and its state is kept. */
  public static final class DiskInUseException extends MachineException {
    private static final long serialVersionUID = 1L;

    DiskInUseException(MachineDirectory directory, QmpException.Refused cause) throws IOException {
      super(
          "QEMU can't have the disks of machine %s (%s): stop what else uses them%s"
              .formatted(
                  directory.name(),
                  cause.reason(),
                  SavedState.exists(directory)
                      ? "; the machine stays saved"
                      : ", or end it with 'boot2docker kill " + directory.name() + "'"),
          cause);
    }
  }

  /**
   * Lets the guest run. First it must be impossible to resume it again: its disks change from then
   * on.
   */
  static void run(MachineDirectory directory, QmpClient qmp) throws IOException {
    FilesBefore state = FilesBefore.of(directory.saved());
    SavedState.consume(directory);
    try {
      qmp.execute("cont");
    } catch (QmpException.Refused e) {
      // Only now QEMU has asked for the disks.
      state.restore();
      throw new DiskInUseException(directory, e);
    }
    // QEMU still has the memory's file, which goes with it.
    SavedState.discard(directory);
  }
}
