package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;

/**
 * Offers to share the user's home folder, at the first start of a machine and on a terminal only:
 * what runs as root in a container may then change all of its files.
 */
final class HomeFolder {
  /** Where the guest has nothing of its own, so that the folder keeps its path. */
  private static final Set<Path> HOMES = Set.of(Path.of("/home"), Path.of("/Users"));

  private static final Path GUESTS_OWN = Path.of("/home/docker");

  private final Terminal terminal;
  private final Path folder;

  HomeFolder(Terminal terminal, Path folder) {
    this.terminal = terminal;
    this.folder = folder;
  }

  /** The settings, with the folder if the user wants that. */
  Settings offered(Settings given, Machine machine) throws IOException {
    boolean isNew = !machine.exists() && !Files.exists(machine.directory().configFile());
    if (!isNew || isDecided(given) || !keepsItsPath()) {
      return given;
    }
    boolean wanted =
        terminal
            .confirms(
                "Share your home folder %s with containers, for docker run -v?".formatted(folder))
            .orElse(false);
    return wanted ? given.with(Setting.SHARE, folder + ":" + folder) : given;
  }

  /** A machine with a shared folder starts from no template, and can't always be saved. */
  private static boolean isDecided(Settings given) {
    return Stream.of(Setting.SHARE, Setting.STOP, Setting.FROM_TEMPLATE).anyMatch(given::has);
  }

  private boolean keepsItsPath() {
    Path parent = folder.getParent();
    return parent != null && HOMES.contains(parent) && !folder.equals(GUESTS_OWN);
  }
}
