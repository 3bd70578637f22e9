package org.boot2docker.machine.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.KeptJson;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The file in a machine's folder with the settings of its last start, by option: what a machine
 * that runs has. {@link KeptSettings} has those of the next start.
 */
public final class SettingsFile {
  private static final TypeReference<Map<String, List<String>>> TYPE = new TypeReference<>() {};

  private SettingsFile() {}

  /**
   * Reads it; without one nothing was chosen.
   *
   * @throws MachineException with file and option when it isn't what {@link #write} writes
   */
  public static Settings read(MachineDirectory directory) throws IOException {
    return KeptJson.read(
            directory.settings(),
            text -> settings(Json.read(text, TYPE)),
            "correct or delete the file; without it, 'up' uses its defaults")
        .orElse(Settings.none());
  }

  private static Settings settings(Map<String, List<String>> options) {
    Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
    for (var entry : options.entrySet()) {
      String option = entry.getKey();
      Setting setting =
          Setting.ofOption(option)
              .orElseThrow(() -> new IllegalArgumentException("unknown setting " + option));
      values.put(setting, setting.checked(entry.getValue()));
    }
    return new Settings(values);
  }

  /** Writes it. */
  public static void write(Settings settings, MachineDirectory directory) throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    settings.values().forEach((setting, value) -> values.put(setting.option(), value));
    AtomicFile.text(directory.settings(), Json.text(values) + "\n");
  }
}
