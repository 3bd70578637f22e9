package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;

/** Makes a machine that was never started out of files: all of it, or nothing. */
final class NewMachine {
  private NewMachine() {}

  /** Puts the machine's files into its folder. */
  interface Contents {
    void put() throws IOException;
  }

  /**
   * Makes the folder, and a machine of it when all files are there.
   *
   * @param verb what is done, for commands that wait
   * @throws MachineException when another command has made a machine of that name meanwhile
   */
  @SuppressWarnings("try") // The lock is only held.
  static void make(MachineDirectory directory, String verb, Contents contents) throws IOException {
    directory.create();
    boolean ours = false;
    boolean done = false;
    try (MachineLock lock = MachineLock.await(directory, verb, Progress.SILENT)) {
      if (directory.exists() || Files.exists(directory.configFile())) {
        throw new MachineException(
            "another command has made a machine %s meanwhile: choose another name"
                .formatted(directory.name()));
      }
      ours = true;
      contents.put();
      // Last: by this file a machine exists. Who was never started has settings only, and gets a
      // disk at its first start.
      if (Files.exists(directory.disk()) || !Files.exists(directory.configFile())) {
        MachineConfig.initial().write(directory);
      }
      done = true;
    } finally {
      if (ours && !done) {
        Folders.delete(directory.path());
      }
    }
  }
}
