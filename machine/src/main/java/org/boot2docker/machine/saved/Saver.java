package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.boot2docker.machine.qemu.QemuLauncher;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;

/** Saves a machine that runs; the caller holds its lock, and ends QEMU afterwards. */
public final class Saver {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(30);

  /** Memory is large, and disks can be slow. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final MachineDirectory directory;

  /** Of one machine. */
  public Saver(MachineDirectory directory) {
    this.directory = directory;
  }

  /**
   * Stops the guest's processors and writes its state. When that fails the guest runs on.
   *
   * @param keepsData whether Docker in the guest keeps its data on a disk
   * @throws UnsavableException when the machine can't be saved
   */
  public void save(boolean keepsData) throws IOException {
    MachineConfig config = MachineConfig.read(directory);
    List<String> command = Files.readAllLines(directory.qemuCommand());
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      // By this file the next command knows of a guest that stands still.
      Files.write(directory.savedDevices(), new byte[0]);
      qmp.execute("stop");
      boolean done = false;
      try {
        write(qmp, config, command, keepsData);
        done = true;
      } finally {
        if (!done) {
          runOn(qmp);
        }
      }
    }
  }

  private void write(QmpClient qmp, MachineConfig config, List<String> command, boolean keepsData)
      throws IOException {
    try {
      OptionalLong offset = writeParts(new Migration(qmp), SavedCommand.hasVirtiofs(command));
      SavedState.toDisk(directory.savedDevices());
      if (offset.isPresent()) {
        SavedState.toDisk(directory.memory());
      }
      new SavedState(
              Instant.now().getEpochSecond(),
              keepsData,
              command,
              offset.orElse(0),
              disks(config),
              others(config, command))
          .write(directory);
    } catch (IOException e) {
      throw new UnsavableException(
          "machine %s can't be saved and runs on (%s)".formatted(directory.name(), e.getMessage()),
          "stop it instead",
          e);
    }
  }

  /**
   * Writes memory and devices, apart where this QEMU can.
   *
   * @param shared whether other programs have the memory, which can't come from a file then
   * @return where the memory begins in its file; empty when it is with the devices
   */
  private OptionalLong writeParts(Migration migration, boolean shared) throws IOException {
    // Perhaps that of the last save, which the guest still reads: QEMU would write over it.
    Files.deleteIfExists(directory.memory());
    if (!shared && QemuLauncher.daemonises()) {
      boolean mapped = migration.saveMapped(directory.memory(), LIMIT);
      OptionalLong offset =
          mapped
              ? MappedState.split(directory.memory(), directory.savedDevices())
              : OptionalLong.empty();
      if (offset.isPresent()) {
        return offset;
      }
      Files.deleteIfExists(directory.memory());
    }
    migration.save(directory.savedDevices(), LIMIT);
    return OptionalLong.empty();
  }

  private void runOn(QmpClient qmp) throws IOException {
    SavedState.consume(directory);
    qmp.execute("cont");
    SavedState.discard(directory);
  }

  private static List<FileMark> disks(MachineConfig config) throws IOException {
    List<FileMark> marks = new ArrayList<>();
    for (String disk : config.disks().lines().toList()) {
      marks.add(FileMark.of(Path.of(disk)));
    }
    return marks;
  }

  private List<FileMark> others(MachineConfig config, List<String> command) throws IOException {
    List<FileMark> marks = new ArrayList<>();
    marks.add(FileMark.of(Path.of(command.get(0)).toRealPath()));
    marks.add(FileMark.of(Path.of(config.image())));
    marks.add(FileMark.of(directory.savedDevices()));
    if (Files.exists(directory.memory())) {
      marks.add(FileMark.of(directory.memory()));
    }
    if (Files.exists(directory.uefiVariables())) {
      marks.add(FileMark.of(directory.uefiVariables()));
    }
    return marks;
  }
}
