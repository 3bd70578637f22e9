package org.boot2docker.guest.init.boot;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.profile.Profile;

/**
 * The time zone and the keyboard layout of the console, by kernel parameter, else by the profile.
 *
 * <p>Their names are left in files, which are the conditions of the services that apply them: most
 * machines have neither, and then no program starts for them.
 */
final class Region {
  private final Files files;
  private final Log log;

  Region(Files files, Log log) {
    this.files = files;
    this.log = log;
  }

  /** Asks for what is set. */
  void ask() {
    CommandLine parameters = new CommandLine(Text.line(files, "/proc/cmdline"));
    Profile profile = new Profile(files);
    ask("boot2docker.timezone", "TZ", GuestPaths.TIME_ZONE, parameters, profile);
    ask("boot2docker.keymap", "KEYMAP", GuestPaths.KEYMAP, parameters, profile);
  }

  private void ask(
      String parameter, String variable, String file, CommandLine parameters, Profile profile) {
    String name = parameters.value(parameter).or(() -> profile.value(variable)).orElse("");
    if (name.isEmpty()) {
      return;
    }
    if (!Ascii.isMadeOf(name, "/_+-.") || name.contains("..") || name.startsWith("/")) {
      log.error(
          variable + " '" + name + "' is no name: use one as in Europe/Berlin, or de for a keymap");
      return;
    }
    Text.write(files, file, name + "\n", 0644);
  }
}
