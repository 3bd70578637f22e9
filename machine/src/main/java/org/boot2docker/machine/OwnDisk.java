package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.disk.DataDisks;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The data disk in a machine's folder, which it has unless another place for its data was chosen.
 *
 * <p>It is qcow2: the file stays small also where it is copied, sent or archived by programs that
 * know nothing of sparse files, and on file systems that have none.
 */
final class OwnDisk {
  private final MachineDirectory directory;
  private final Progress progress;

  OwnDisk(MachineDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  DataDisk disk() {
    return DataDisk.qcow2(directory.disk());
  }

  /**
   * The settings with a place for data. A machine that was made before machines had a disk of their
   * own keeps its data in RAM as before.
   *
   * @param chosen what is chosen now
   * @param kept what was chosen at earlier starts
   */
  Settings placed(Settings chosen, Settings kept, boolean forget) throws IOException {
    Settings settings = chosen.over(forget ? Settings.none() : kept);
    if (chosen.hasPlace() || settings.has(Setting.DISK) || settings.has(Setting.NO_DISK)) {
      return settings;
    }
    if (Files.exists(directory.disk())) {
      return sized(settings, NewDisk.size(directory.disk()));
    }
    boolean first = forget || !directory.wasStarted();
    return first && !settings.hasPlace()
        ? settings.with(Setting.DISK_SIZE, DiskSize.USUAL.toString())
        : settings;
  }

  /** What was kept for this start may be larger; another tool may have enlarged it since. */
  private static Settings sized(Settings settings, long bytes) {
    boolean grows =
        settings
            .one(Setting.DISK_SIZE)
            .map(DiskSize::parse)
            .filter(size -> size.bytes() > bytes)
            .isPresent();
    return grows ? settings : settings.with(Setting.DISK_SIZE, DiskSize.within(bytes).toString());
  }

  /**
   * Checks that the disk doesn't have to become smaller.
   *
   * @throws MachineException when it would
   */
  void requireSize(Settings settings) throws IOException {
    Optional<DiskSize> size = settings.one(Setting.DISK_SIZE).map(DiskSize::parse);
    if (size.isPresent() && Files.exists(directory.disk())) {
      NewDisk.requireNoLess(directory.disk(), size.get());
    }
  }

  /**
   * Checks that what is in the machine's folder, perhaps from elsewhere, names no file outside it.
   *
   * @throws MachineException when it does
   */
  void requireWhole(Settings settings) throws IOException {
    if (settings.has(Setting.DISK_SIZE) && Files.exists(directory.disk())) {
      DataDisks.requireWhole(directory.disk());
    }
  }

  /** Makes the disk when it was chosen and isn't there, and enlarges it to the chosen size. */
  void prepare(Settings settings) throws IOException {
    if (settings.one(Setting.DISK_SIZE).isEmpty()) {
      return;
    }
    DiskSize size = DiskSize.parse(settings.one(Setting.DISK_SIZE).get());
    requireWhole(settings);
    if (Files.exists(directory.disk())) {
      NewDisk.grow(directory.disk(), size);
      return;
    }
    progress.say("making the data disk %s, of %s at most".formatted(directory.disk(), size));
    NewDisk.make(disk(), size);
    // The guest's host key was on the disk.
    Files.deleteIfExists(directory.knownHosts());
  }
}
