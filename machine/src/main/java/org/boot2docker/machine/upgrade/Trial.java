package org.boot2docker.machine.upgrade;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.KeptJson;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * Another image for a machine, and what it had before. The file is written before the machine is
 * touched, so whoever is killed meanwhile leaves a machine that knows its way back.
 *
 * @param setting what was chosen as image; empty for none, which is the usual image
 * @param before the image that it had
 * @param kept a copy of that image, which nobody replaces
 * @param after the new image
 * @param proven whether Docker has answered with the new one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Trial(String setting, String before, String kept, String after, boolean proven) {

  /** A file of a damaged disk lacks some. */
  public Trial {
    if (setting == null || before == null || kept == null || after == null) {
      throw new IllegalArgumentException("parts of it are missing");
    }
  }

  /** The last one of a machine; empty when it never had another image by an upgrade. */
  public static Optional<Trial> read(MachineDirectory directory) throws IOException {
    return KeptJson.read(
        directory.upgrade(),
        text -> Json.read(text, Trial.class),
        "delete the file, and name the image with 'boot2docker up --iso FILE'");
  }

  /** The one that is not proven yet. */
  public static Optional<Trial> open(MachineDirectory directory) throws IOException {
    return read(directory).filter(trial -> !trial.proven());
  }

  /** The trial of another image, with the same way back. */
  public Trial of(Path image) {
    return new Trial(setting, before, kept, image.toString(), false);
  }

  /** Writes the file. */
  public void write(MachineDirectory directory) throws IOException {
    AtomicFile.text(directory.upgrade(), Json.text(this) + "\n");
  }

  /** Notes that Docker answers, when the machine runs from the new image. */
  public static void prove(MachineDirectory directory) throws IOException {
    Optional<Trial> trial = open(directory);
    if (trial.isPresent() && trial.get().after.equals(MachineConfig.read(directory).image())) {
      Trial open = trial.get();
      new Trial(open.setting, open.before, open.kept, open.after, true).write(directory);
    }
  }

  /** The image that there was before: at its own place when it is still the same there. */
  public Path former() throws IOException {
    Path place = Path.of(before);
    boolean same = Files.exists(place) && Files.mismatch(place, Path.of(kept)) == -1;
    return same ? place : Path.of(kept);
  }

  /**
   * Ends it: the next start uses the image that there was before, at its own place when it is still
   * the same there.
   *
   * @return the image
   */
  public Path takeBack(MachineDirectory directory) throws IOException {
    Settings settings = KeptSettings.read(directory);
    Path image = former();
    boolean usual = setting.isEmpty() && image.equals(Path.of(before));
    KeptSettings.write(
        usual
            ? settings.without(Setting.ISO)
            : settings.with(Setting.ISO, List.of(image.toString())),
        directory);
    Files.deleteIfExists(directory.upgrade());
    return image;
  }
}
