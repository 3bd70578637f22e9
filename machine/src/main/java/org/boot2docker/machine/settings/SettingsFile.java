package org.boot2docker.machine.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;

/** The file in a machine's folder with the settings of its last start, by option. */
public final class SettingsFile {
  private static final TypeReference<Map<String, List<String>>> TYPE = new TypeReference<>() {};

  private SettingsFile() {}

  /**
   * Reads it; without one nothing was chosen.
   *
   * @throws MachineException when it isn't what {@link #write} writes
   */
  public static Settings read(MachineDirectory directory) throws IOException {
    Path file = directory.settings();
    if (!Files.exists(file)) {
      return Settings.none();
    }
    Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
    try {
      for (var entry : Json.read(Files.readString(file), TYPE).entrySet()) {
        Setting setting =
            Setting.ofOption(entry.getKey()).orElseThrow(() -> unknown(file, entry.getKey()));
        values.put(setting, entry.getValue());
      }
    } catch (JsonProcessingException e) {
      throw new MachineException(
          "%s, line %d: not the settings of a machine: correct or delete it"
              .formatted(file, Json.lineOf(e)),
          e);
    }
    return new Settings(values);
  }

  private static MachineException unknown(Path file, String option) {
    return new MachineException(
        "%s: unknown setting %s: correct or delete the file".formatted(file, option));
  }

  /** Writes it. */
  public static void write(Settings settings, MachineDirectory directory) throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    settings.values().forEach((setting, value) -> values.put(setting.option(), value));
    AtomicFile.text(directory.settings(), Json.text(values) + "\n");
  }
}
