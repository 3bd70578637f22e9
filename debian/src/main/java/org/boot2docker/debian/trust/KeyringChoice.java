package org.boot2docker.debian.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides on the keys to trust: a file the user names, else those that the package
 * debian-archive-keyring has installed, else shipped keys with pinned fingerprints.
 *
 * @param option what --keyring says
 * @param root the root directory of the machine
 * @param shipped a directory with {@code debian-archive.asc} and {@code fingerprints}: a line for
 *     each key, the fingerprint first; it need not exist
 */
public record KeyringChoice(Optional<Path> option, Path root, Path shipped) {

  /**
   * The keys.
   *
   * @throws IOException saying what to do when there are none
   */
  public Keyring find() throws IOException {
    if (option.isPresent()) {
      return Keyring.read(List.of(option.get()));
    }
    Optional<Keyring> installed = InstalledKeys.find(root);
    return installed.isPresent() ? installed.get() : shippedKeys();
  }

  private Keyring shippedKeys() throws IOException {
    Path keys = shipped.resolve("debian-archive.asc");
    if (!Files.exists(keys)) {
      throw new IOException(
          "no keys of Debian's archive are known: install the package debian-archive-keyring, or"
              + " give a key file with --keyring");
    }
    Set<String> pins =
        Files.readAllLines(shipped.resolve("fingerprints")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(line -> line.split("\\s+")[0])
            .collect(Collectors.toSet());
    return Keyring.read(List.of(keys)).pinnedTo(pins);
  }
}
