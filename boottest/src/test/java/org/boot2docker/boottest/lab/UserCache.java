package org.boot2docker.boottest.lab;

import java.nio.file.Path;
import java.util.Map;

/** The user's own cache, where the first build of a run has put the packages. */
public final class UserCache {
  private UserCache() {}

  /** The directory of packages, found by the rules that the command line documents. */
  public static Path packages() {
    return directory(System.getenv()).resolve("packages");
  }

  private static Path directory(Map<String, String> environment) {
    String own = environment.getOrDefault("BOOT2DOCKER_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return caches.resolve("boot2docker");
  }
}
