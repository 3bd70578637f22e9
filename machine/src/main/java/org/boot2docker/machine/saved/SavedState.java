package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.state.KeptJson;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * What a saved state belongs to. Its file exists exactly while there is a state that may be
 * resumed: it is written last when saving, and removed before the guest runs again.
 *
 * @param savedAt seconds since 1970
 * @param keepsData whether Docker in the guest keeps its data on a disk
 * @param command QEMU's command line, the program first
 * @param memoryOffset where the guest's memory begins in its file, in bytes; 0 when it is with the
 *     state of the devices
 * @param disks the data disks, as they were left
 * @param others everything else that must be as it was: image, QEMU, memory, devices
 */
public record SavedState(
    long savedAt,
    boolean keepsData,
    List<String> command,
    long memoryOffset,
    List<FileMark> disks,
    List<FileMark> others) {

  /** Copies the lists; a file of another version has none. */
  public SavedState {
    if (command == null
        || command.isEmpty()
        || disks == null
        || others == null
        || memoryOffset < 0) {
      throw new IllegalArgumentException("parts of it are missing");
    }
    command = List.copyOf(command);
    disks = List.copyOf(disks);
    others = List.copyOf(others);
  }

  /** Whether a machine has one. */
  public static boolean exists(MachineDirectory directory) {
    return Files.exists(directory.saved());
  }

  /**
   * That of a machine; empty when it has none.
   *
   * @throws org.boot2docker.machine.model.MachineException when its file is damaged
   */
  public static Optional<SavedState> read(MachineDirectory directory) throws IOException {
    return KeptJson.read(
        directory.saved(),
        text -> Json.read(text, SavedState.class),
        "boot without it: boot2docker up --discard-state");
  }

  void write(MachineDirectory directory) throws IOException {
    AtomicFile.text(directory.saved(), Json.text(this) + "\n");
    toDisk(directory.saved());
    folderToDisk(directory);
  }

  /**
   * Why it can't be resumed, for people; empty when it can.
   *
   * <p>A disk that has changed would be destroyed by a guest that remembers how it was.
   */
  public Optional<String> mismatch() {
    for (FileMark disk : disks) {
      if (!disk.matches()) {
        return Optional.of("disk " + disk.path() + " has changed since");
      }
    }
    for (FileMark file : others) {
      if (!file.matches()) {
        return Optional.of(file.path() + " has changed since");
      }
    }
    return Optional.empty();
  }

  /** When it was saved. */
  public Instant time() {
    return Instant.ofEpochSecond(savedAt);
  }

  /** Makes it impossible to resume it, also after a power cut of the host. */
  static void consume(MachineDirectory directory) throws IOException {
    if (Files.deleteIfExists(directory.saved())) {
      folderToDisk(directory);
    }
  }

  /** Deletes all of it. A QEMU that runs still has its memory. */
  public static void discard(MachineDirectory directory) throws IOException {
    consume(directory);
    Files.deleteIfExists(directory.savedDevices());
    Files.deleteIfExists(directory.memory());
  }

  /** Waits until the host's disk has a file. */
  static void toDisk(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Names of files reach the disk with their folder; where folders can't be opened, by itself. */
  private static void folderToDisk(MachineDirectory directory) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory.path(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
