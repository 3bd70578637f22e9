package org.boot2docker.debian.trust;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the keys that the package debian-archive-keyring has put on this machine.
 *
 * <p>Keys that Debian has retired ({@code debian-archive-removed-keys}) are never taken.
 */
public final class InstalledKeys {
  private static final List<String> WHOLE =
      List.of(
          "usr/share/keyrings/debian-archive-keyring.gpg",
          "usr/share/keyrings/debian-archive-keyring.pgp");
  private static final List<String> DIRECTORIES =
      List.of("usr/share/keyrings", "etc/apt/trusted.gpg.d");

  private InstalledKeys() {}

  /**
   * The installed keys, empty when the package isn't installed.
   *
   * @param root the root directory of the machine
   */
  public static Optional<Keyring> find(Path root) throws IOException {
    for (String file : WHOLE) {
      if (Files.isReadable(root.resolve(file))) {
        return Optional.of(Keyring.read(List.of(root.resolve(file))));
      }
    }
    for (String directory : DIRECTORIES) {
      List<Path> files = list(root.resolve(directory));
      if (!files.isEmpty()) {
        return Optional.of(Keyring.read(files));
      }
    }
    return Optional.empty();
  }

  private static List<Path> list(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream =
          Files.newDirectoryStream(directory, "debian-archive-*.{gpg,pgp,asc}")) {
        stream.forEach(files::add);
      }
      files.removeIf(file -> String.valueOf(file.getFileName()).contains("removed"));
    }
    Collections.sort(files);
    return files;
  }
}
