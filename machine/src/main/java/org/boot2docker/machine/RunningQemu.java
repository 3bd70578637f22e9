package org.boot2docker.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.machine.qemu.FolderServers;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.saved.Unfinished;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.OwnedProcess;

/** The QEMU process of a machine, and what is left when it crashed. */
record RunningQemu(MachineDirectory directory) {

  /** The process; empty when there is none. */
  Optional<ProcessHandle> process() throws IOException {
    return OwnedProcess.find(directory.qemuPid(), directory.qemuPid().toString());
  }

  /** The process, after what a killed {@code save} or {@code up} left undone was done. */
  Optional<ProcessHandle> settled() throws IOException {
    Optional<ProcessHandle> process = process();
    if (process.isEmpty()) {
      return process;
    }
    if (Unfinished.settle(directory)) {
      Stopper.awaitEnd(process.get());
    } else {
      FullDisk.tryAgain(directory);
    }
    return process();
  }

  static boolean alive(MachineDirectory directory) {
    try {
      return new RunningQemu(directory).process().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes what a QEMU that is gone left, whether it ended well or was killed, and what commands
   * did that were killed. The caller holds the machine's lock.
   */
  void cleanUp() throws IOException {
    FolderServers.end(directory);
    new StoppedMachine(directory).deleteParts();
    for (Path file :
        List.of(
            directory.qemuPid(),
            directory.qmpSocket(),
            directory.consoleSocket(),
            directory.unidentified())) {
      Files.deleteIfExists(file);
    }
    if (!SavedState.exists(directory)) {
      SavedState.discard(directory);
      // The next QEMU forwards nothing of it, but perhaps the same ports for a setting.
      Files.deleteIfExists(directory.ports());
    }
  }
}
