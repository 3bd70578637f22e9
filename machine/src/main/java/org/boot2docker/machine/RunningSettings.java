package org.boot2docker.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;

/** What a running machine was started with, and what of that can be changed while it runs. */
final class RunningSettings {
  /** The others take a start. */
  private static final List<Setting> AT_ONCE =
      List.of(Setting.PUBLISH, Setting.NO_CONTEXT_USE, Setting.STOP, Setting.FROM_TEMPLATE);

  private final MachineDirectory directory;

  RunningSettings(MachineDirectory directory) {
    this.directory = directory;
  }

  /** Which of these choices the machine does not have and can't get before its next start. */
  List<String> differences(Settings chosen) throws IOException {
    Settings fixed = chosen;
    for (Setting setting : AT_ONCE) {
      fixed = fixed.without(setting);
    }
    return fixed.differences(all());
  }

  /** What was chosen at its start, and beside it what the defaults were. */
  private Settings all() throws IOException {
    MachineConfig config = MachineConfig.read(directory);
    Settings usual =
        Settings.none()
            .with(Setting.ISO, config.image())
            .with(Setting.ARCH, config.architecture())
            .with(Setting.MEMORY, String.valueOf(MachineSpec.Builder.DEFAULT_MEMORY_MIB))
            .with(Setting.CPUS, String.valueOf(MachineSpec.Builder.defaultCpus()))
            .with(Setting.ACCELERATOR, config.accelerator());
    Settings started = SettingsFile.read(directory);
    return (started.hasPlace() ? started : started.with(Setting.NO_DISK)).over(usual);
  }

  /**
   * Gives the machine at once what it can get.
   *
   * @param wanted all of its settings
   * @param progress hears which ports are changed
   * @return those that it doesn't have yet, as options of {@code up}
   */
  List<String> apply(Settings wanted, Progress progress) throws IOException {
    Settings started = SettingsFile.read(directory);
    new LivePorts(directory, progress).change(started.forwards(), wanted.forwards());
    Settings now = started;
    for (Setting setting : AT_ONCE) {
      now = wanted.has(setting) ? now.with(setting, wanted.all(setting)) : now.without(setting);
    }
    SettingsFile.write(now, directory);
    return waiting(wanted);
  }

  /** Which of all its settings it gets at its next boot only, as options of {@code up}. */
  List<String> waiting(Settings wanted) throws IOException {
    Settings started = SettingsFile.read(directory);
    List<String> waiting = new ArrayList<>(differences(wanted));
    for (Setting setting : started.values().keySet()) {
      boolean gone = !wanted.has(setting) && !AT_ONCE.contains(setting);
      if (gone && !(setting.isPlace() && wanted.hasPlace())) {
        waiting.add(setting.option() + " (it is no longer chosen)");
      }
    }
    return waiting;
  }
}
