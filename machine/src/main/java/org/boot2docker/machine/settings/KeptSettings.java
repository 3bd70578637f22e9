package org.boot2docker.machine.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The settings that a machine's next start uses: {@code machine.yaml} in its folder. {@link
 * SettingsFile} has those of the last start.
 */
public final class KeptSettings {
  private static final int MOST_BYTES = 1 << 20;

  private KeptSettings() {}

  /**
   * Reads them; those of the last start where an older version has not kept them so.
   *
   * @throws MachineException with line and column when the file can't be read
   */
  public static Settings read(MachineDirectory directory) throws IOException {
    return Files.exists(directory.configFile())
        ? of(directory.configFile())
        : SettingsFile.read(directory);
  }

  /**
   * Reads a file that somebody has written, such as a template.
   *
   * @throws MachineException with line and column when the file can't be read
   */
  public static Settings of(Path file) throws IOException {
    return text(file).settings();
  }

  /** Their file as it is, whether it can be understood or not; empty when there is none. */
  public static byte[] bytes(MachineDirectory directory) throws IOException {
    Path file = directory.configFile();
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static ConfigText text(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return new ConfigText(
        file.toString(), InputFile.text(file, MOST_BYTES), folder == null ? Path.of("") : folder);
  }

  /** Writes them; what the file has besides stays. */
  public static void write(Settings settings, MachineDirectory directory) throws IOException {
    AtomicFile.text(directory.configFile(), changed(settings, directory));
  }

  /** The file with these settings. */
  public static String changed(Settings settings, MachineDirectory directory) throws IOException {
    return Files.exists(directory.configFile())
        ? ConfigWriter.changed(text(directory.configFile()), directory.name(), settings)
        : ConfigWriter.fresh(directory.name(), settings);
  }

  /**
   * The key of that name.
   *
   * @throws IllegalArgumentException with the nearest name when there is none
   */
  public static ConfigKey key(String name) {
    return ConfigKey.named(name)
        .orElseThrow(() -> new IllegalArgumentException(ConfigText.unknown(name)));
  }
}
