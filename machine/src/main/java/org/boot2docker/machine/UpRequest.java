package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;

/**
 * What a machine is brought up by.
 *
 * @param settings what is chosen now
 * @param forget whether what was chosen at earlier starts counts no longer
 * @param build whether the image is rebuilt, so that it need not be there yet
 * @param format whether blank disks that are named are prepared for the guest to format
 * @param discard whether a saved state is given up, so that the machine boots
 * @param existing whether the machine must be there, and is not to be made
 * @param images gives the image
 */
public record UpRequest(
    Settings settings,
    boolean forget,
    boolean build,
    boolean format,
    boolean discard,
    boolean existing,
    ImageSource images) {

  /** Of a machine that may be new. */
  public UpRequest(
      Settings settings,
      boolean forget,
      boolean build,
      boolean format,
      boolean discard,
      ImageSource images) {
    this(settings, forget, build, format, discard, false, images);
  }

  /** The machine as it was kept, or a new one with the usual settings, with this image. */
  public static UpRequest booting(Path image) {
    String path = image.toAbsolutePath().normalize().toString();
    Settings settings = Settings.none().with(Setting.ISO, path);
    return new UpRequest(settings, false, false, false, false, all -> Path.of(path));
  }

  /** Gives the image that a machine boots; may build it, which takes minutes. */
  @FunctionalInterface
  public interface ImageSource {

    /** The image's file for these settings. */
    Path image(Settings settings) throws IOException;
  }
}
