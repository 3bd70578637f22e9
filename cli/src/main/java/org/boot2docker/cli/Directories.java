package org.boot2docker.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;

/** Where things are when no option says so. */
final class Directories {

  /** The launcher says where the checkout is. */
  static final String ROOT_PROPERTY = "boot2docker.root";

  private Directories() {}

  /** The distribution directory: the one named, else that of the checkout. */
  static Path distribution(Optional<Path> option) throws BuildException {
    if (option.isPresent()) {
      return option.get();
    }
    Path home = Path.of(System.getProperty(ROOT_PROPERTY, "."));
    Path distribution = home.resolve("distro");
    if (!Files.isDirectory(distribution)) {
      throw new BuildException(
          "no distribution directory " + distribution + ": give one with --distro");
    }
    return distribution;
  }

  /** The program that users type, in the checkout. */
  static Path launcher() {
    return Path.of(System.getProperty(ROOT_PROPERTY, ".")).resolve("boot2docker");
  }

  /** The cache: the directory named, else by the XDG Base Directory Specification. */
  static Path cache(Optional<Path> option, Map<String, String> environment) {
    if (option.isPresent()) {
      return option.get();
    }
    String own = environment.getOrDefault("BOOT2DOCKER_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return caches.resolve("boot2docker");
  }

  /**
   * The image that {@code up} boots when none is named: in the directory of the machines. One of
   * another architecture than this machine's lies beside it.
   */
  static Path image(Map<String, String> environment, Architecture architecture) {
    String home = environment.getOrDefault("BOOT2DOCKER_HOME", "");
    Path directory =
        home.isEmpty() ? Path.of(System.getProperty("user.home"), ".boot2docker") : Path.of(home);
    boolean own = architecture == Architecture.host();
    return directory.resolve(
        own ? "boot2docker.iso" : "boot2docker-" + architecture.debianName() + ".iso");
  }
}
