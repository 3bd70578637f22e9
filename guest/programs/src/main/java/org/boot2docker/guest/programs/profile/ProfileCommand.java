package org.boot2docker.guest.programs.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.profile.Profile;
import org.boot2docker.guest.system.profile.Settings;

/** The applet {@code profile}: prints what the profile says, for scripts and people. */
public final class ProfileCommand {
  private static final int OUT = 1;
  private static final int ERROR = 2;
  private static final int NO_VALUE = 1;
  private static final int MISTAKE = 2;

  private final Files files;

  /** Reads these files. */
  public ProfileCommand(Files files) {
    this.files = files;
  }

  /**
   * Runs it and gives the exit code: 0 for a value, 1 for none, 2 for a mistake in the profile,
   * whose line is then on standard error.
   */
  public int run(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    boolean elsewhere = words.size() > 1 && words.get(0).equals("--file");
    Profile profile = elsewhere ? new Profile(files, words.get(1)) : new Profile(files);
    words.subList(0, elsewhere ? 2 : 0).clear();
    boolean shell = !words.isEmpty() && words.get(0).equals("--shell");
    if (!shell && words.size() != 1) {
      print(ERROR, "usage: init profile [--file FILE] VARIABLE | --shell VARIABLE...");
      return MISTAKE;
    }
    Settings settings = profile.read();
    if (settings.mistake().isPresent()) {
      print(ERROR, settings.mistake().get());
      return MISTAKE;
    }
    if (shell) {
      assignments(settings, words.subList(1, words.size()));
      return 0;
    }
    Optional<String> value = profile.value(words.get(0));
    value.ifPresent(text -> print(OUT, text));
    return value.isPresent() ? 0 : NO_VALUE;
  }

  /** These variables for the script, and the exported ones also for what it runs. */
  private void assignments(Settings settings, List<String> wanted) {
    settings
        .values()
        .forEach(
            (name, value) -> {
              boolean ours = wanted.contains(name);
              if (ours || settings.exported().contains(name)) {
                print(OUT, (ours ? "" : "export ") + name + "=" + quoted(value));
              }
            });
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private void print(int descriptor, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    files.write(descriptor, bytes, 0, bytes.length);
  }
}
