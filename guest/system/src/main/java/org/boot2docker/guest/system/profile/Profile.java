package org.boot2docker.guest.system.profile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The user's profile, as everybody reads it: init, the programs beside it, and the scripts by the
 * applet {@code profile}. Its file comes before what whoever started this machine under QEMU says.
 */
public final class Profile {
  /** Far more than settings need: it is read into memory at once, and PID 1 has little. */
  private static final int MOST_BYTES = 256 << 10;

  private static final int BYTES_PER_KIB = 1 << 10;

  /** The mark that Windows' editors put before the first line, as its bytes. */
  private static final String MARK = "\u00ef\u00bb\u00bf";

  private final Files files;
  private final String file;

  /** Reads these files again at each call. */
  public Profile(Files files) {
    this(files, GuestPaths.PROFILE);
  }

  /** In another file. */
  public Profile(Files files, String file) {
    this.files = files;
    this.file = file;
  }

  /**
   * The value of a variable without the white space around it; nothing when there is none, or when
   * the profile has a mistake.
   */
  public Optional<String> value(String variable) {
    Settings settings = read();
    return settings.mistake().isPresent()
        ? Optional.empty()
        : Optional.ofNullable(settings.values().get(variable)).map(String::trim);
  }

  /** All of it; no settings where there is nothing. */
  public Settings read() {
    Settings own = file();
    Optional<byte[]> given = new FirmwareConfig(files).bytes(FirmwareNames.PROFILE);
    if (given.isEmpty() || own.mistake().isPresent()) {
      return own;
    }
    Settings host = parsed(given.get());
    return host.mistake()
        .map(mistake -> Settings.mistaken("what QEMU's fw_cfg gives: " + mistake))
        .orElseGet(() -> own.over(host));
  }

  private Settings file() {
    if (!files.exists(file) && files.readLink(file).isEmpty()) {
      return Settings.NONE;
    }
    Optional<byte[]> bytes = Text.start(files, file, MOST_BYTES + 1);
    if (bytes.isEmpty()) {
      return Settings.mistaken("it is not a file that can be read");
    }
    if (bytes.get().length > MOST_BYTES) {
      return Settings.mistaken("it is larger than " + MOST_BYTES / BYTES_PER_KIB + " KiB");
    }
    return parsed(bytes.get());
  }

  private static Settings parsed(byte[] bytes) {
    // Characters that stand for bytes, so that values in any encoding come out as they went in.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      return Settings.mistaken("it holds zero bytes: save it as plain text");
    }
    String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    return new AssignmentReader(unmarked.replace("\r\n", "\n")).read();
  }
}
