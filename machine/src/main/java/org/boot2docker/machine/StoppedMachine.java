package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFileStore;
import org.boot2docker.machine.disk.DataDisks;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.state.MachineDirectory;

/** The files of a machine that doesn't run; its lock is held. */
public final class StoppedMachine {
  private static final String QCOW2 = ".qcow2";

  private final MachineDirectory directory;

  StoppedMachine(MachineDirectory directory) {
    this.directory = directory;
  }

  void requireFree(MachineDirectory to) throws MachineException {
    if (Files.exists(to.path())) {
      throw new MachineException(
          "there is a machine %1$s, or its folder %2$s: choose another name, or delete it with 'boot2docker delete %1$s'"
              .formatted(to.name(), to.path()));
    }
  }

  /**
   * Makes another machine with the same settings and a copy of the data disk. At its first start
   * the guest makes itself other keys and ids than those on the disk.
   *
   * @throws MachineException when there is a machine of that name
   */
  public void copyTo(MachineDirectory to) throws IOException {
    requireFree(to);
    NewMachine.make(
        to,
        "clone",
        () -> {
          if (Files.exists(directory.disk())) {
            // First: a copy without it would be the same machine again.
            AtomicFile.text(to.identity(), UUID.randomUUID().toString());
            AtomicFile.copy(directory.disk(), to.disk());
          }
          // No two machines can have one address on their network.
          KeptSettings.write(KeptSettings.read(directory).without(Setting.LAN), to);
        });
  }

  /** Names of the snapshots, in alphabetical order. */
  public List<String> snapshots() throws IOException {
    if (!Files.isDirectory(directory.snapshots())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory.snapshots())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(QCOW2) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - QCOW2.length()))
          .sorted()
          .toList();
    }
  }

  /**
   * Keeps the present contents of the machine's own disk under a name.
   *
   * @throws MachineException when the name is in use, or the machine has no disk of its own
   */
  public void takeSnapshot(String name) throws IOException {
    Path file = snapshot(name);
    if (Files.exists(file)) {
      throw new MachineException(
          "there is a snapshot %s: delete it, or choose another name".formatted(name));
    }
    if (!Files.exists(directory.disk())) {
      throw new MachineException(
          "machine %s has no disk of its own, of which a snapshot could be: give it one with --disk-size"
              .formatted(directory.name()));
    }
    Files.createDirectories(directory.snapshots());
    AtomicFile.copy(directory.disk(), file);
  }

  /**
   * Makes the disk what it was at a snapshot, which stays.
   *
   * @throws MachineException when there is no such snapshot, or it is no disk that a guest uses
   */
  public void restoreSnapshot(String name) throws IOException {
    Path snapshot = existing(name);
    DataDisks.check(List.of(DataDisk.qcow2(snapshot)), Progress.SILENT);
    AtomicFile.copy(snapshot, directory.disk());
    // The guest's host key was made on the disk, perhaps since then.
    Files.deleteIfExists(directory.knownHosts());
  }

  /**
   * Deletes a snapshot.
   *
   * @throws MachineException when there is no such snapshot
   */
  public void deleteSnapshot(String name) throws IOException {
    Files.delete(existing(name));
  }

  private Path existing(String name) throws IOException {
    Path file = snapshot(name);
    if (!Files.exists(file)) {
      List<String> names = snapshots();
      throw new MachineException(
          "there is no snapshot %s: %s"
              .formatted(
                  name,
                  names.isEmpty()
                      ? "make one with 'boot2docker snapshot create " + name + "'"
                      : "choose one of " + String.join(", ", names)));
    }
    return file;
  }

  private Path snapshot(String name) throws MachineException {
    if (!MachineDirectory.isName(name)) {
      throw new MachineException(
          "a snapshot can't be called '%s': begin with a letter or digit, and go on with those, '.', '_' and '-'"
              .formatted(name));
    }
    return directory.snapshots().resolve(name + QCOW2);
  }

  /** Deletes disks that are not whole, which commands left that were killed. */
  long deleteParts() throws IOException {
    return AtomicFile.deleteParts(directory.path(), QCOW2)
        + AtomicFile.deleteParts(directory.snapshots(), QCOW2);
  }

  /**
   * Deletes what the next start makes again, such as the unpacked RAM file system.
   *
   * @return how much it was, in bytes
   */
  public long prune() throws IOException {
    long bytes = deleteParts();
    if (Files.isDirectory(directory.bootFiles())) {
      bytes += BootFileStore.bytesOfLastNames(directory.bootFiles());
      Folders.delete(directory.bootFiles());
    }
    return bytes;
  }
}
