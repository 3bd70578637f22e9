package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;

/**
 * Changes the settings that a machine's next boot uses; one that runs takes at once what it can, a
 * saved one when it is resumed. Both ways return the options of {@code up} that wait for the boot.
 */
record SettingsChange(MachineDirectory directory, Progress progress) {

  @SuppressWarnings("try") // The lock is only held.
  List<String> keep(UnaryOperator<Settings> change) throws IOException {
    directory.create();
    try (MachineLock lock = MachineLock.await(directory, "config", progress)) {
      Settings before = KeptSettings.read(directory);
      Settings settings = change.apply(before);
      requireDiskSize(before, settings);
      String text = KeptSettings.changed(settings, directory);
      List<String> waiting = begin(settings);
      AtomicFile.text(directory.configFile(), text);
      return waiting;
    }
  }

  @SuppressWarnings("try") // The lock is only held.
  List<String> replace(Path edited, byte[] from) throws IOException {
    try (MachineLock lock = MachineLock.await(directory, "config", progress)) {
      Settings settings = KeptSettings.of(edited);
      settings.requirePossible();
      if (!Arrays.equals(from, KeptSettings.bytes(directory))) {
        throw changedMeanwhile(edited);
      }
      requireDiskSize(before().orElse(settings), settings);
      List<String> waiting = begin(settings);
      Files.move(edited, directory.configFile(), StandardCopyOption.REPLACE_EXISTING);
      return waiting;
    }
  }

  private MachineException changedMeanwhile(Path edited) throws IOException {
    Path aside = edited.resolveSibling(edited.getFileName() + ".old");
    Files.move(edited, aside, StandardCopyOption.REPLACE_EXISTING);
    return new MachineException(
        "another command has changed the settings of machine %s meanwhile, and yours are not used: run 'config edit' again and copy what you want from %s"
            .formatted(directory.name(), aside));
  }

  /** None when they can't be read, which is why they are edited. */
  private Optional<Settings> before() throws IOException {
    try {
      return Optional.of(KeptSettings.read(directory));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The kept size may be less than that of a disk that another tool enlarged. */
  private void requireDiskSize(Settings before, Settings after) throws IOException {
    if (!after.all(Setting.DISK_SIZE).equals(before.all(Setting.DISK_SIZE))) {
      new OwnDisk(directory, progress).requireSize(after);
    }
  }

  private List<String> begin(Settings settings) throws IOException {
    RunningSettings running = new RunningSettings(directory);
    if (new RunningQemu(directory).process().isPresent()) {
      return running.apply(settings, progress);
    }
    return SavedState.exists(directory) ? running.waiting(settings) : List.of();
  }
}
