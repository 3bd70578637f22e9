package org.boot2docker.machine.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * Images that upgrades keep, in {@code ~/.boot2docker/images}. Their names are from their contents,
 * so none is ever replaced by another, and machines share them. Nobody else changes the folder
 * until this is closed.
 */
public final class KeptImages implements AutoCloseable {
  /** The longest that a copy of an image takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Digits of a SHA-256 in a name: 64 bits tell a few images apart. */
  private static final int DIGITS = 16;

  private static final String ISO = ".iso";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final HeldLock lock;

  private KeptImages(Path folder, HeldLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Where those of a home are. */
  public static Path folder(Path home) {
    return home.resolve("images");
  }

  /** Those of a home, see {@link MachineDirectory#home()}. */
  public static KeptImages open(Path home) throws IOException {
    Path folder = Files.createDirectories(folder(home));
    HeldLock lock =
        HeldLock.acquire(folder.resolve(LOCK), HeldLock.Kind.ALONE, PATIENCE, holder -> {})
            .orElseThrow(
                () ->
                    new MachineException(
                        "another command still works on %s: end it, then try again"
                            .formatted(folder)));
    return new KeptImages(folder, lock);
  }

  /**
   * Keeps a copy of an image.
   *
   * @return the copy, or the image itself when it is one of these
   * @throws IOException when the disk is full
   */
  public Path copy(Path image) throws IOException {
    Path kept = place(image);
    if (Files.exists(kept)) {
      return kept;
    }
    AtomicFile.copy(image, kept, StandardCopyOption.COPY_ATTRIBUTES);
    return kept;
  }

  /** Moves an image here, and the list of what it was built from, which lies beside it. */
  public Path move(Path built) throws IOException {
    Path kept = place(built);
    Path list = lockFile(built);
    if (Files.exists(list)) {
      Files.move(list, lockFile(kept), StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.move(built, kept, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path place(Path image) throws IOException {
    try (InputStream in = Files.newInputStream(image)) {
      return folder.resolve(Sha256.of(in).substring(0, DIGITS) + ISO).toAbsolutePath().normalize();
    }
  }

  private static Path lockFile(Path image) {
    return image.resolveSibling(image.getFileName() + LOCK);
  }

  /**
   * Deletes those that no machine has, or had before its last upgrade.
   *
   * @return how much it was, in bytes
   * @throws IOException when the files of some machine can't be read; then none is deleted
   */
  public long sweep(Map<String, String> environment) throws IOException {
    Set<Path> used = new HashSet<>();
    for (String name : MachineDirectory.names(environment)) {
      addUsed(MachineDirectory.of(name, environment), used);
    }
    long bytes = AtomicFile.deleteParts(folder, ISO);
    for (Path file : images()) {
      if (!used.contains(real(file))) {
        bytes += Files.size(file);
        Files.delete(file);
        Files.deleteIfExists(lockFile(file));
      }
    }
    return bytes;
  }

  private List<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ISO)).toList();
    }
  }

  private static void addUsed(MachineDirectory machine, Set<Path> used) throws IOException {
    add(KeptSettings.read(machine).one(Setting.ISO), used);
    add(SettingsFile.read(machine).one(Setting.ISO), used);
    add(Optional.of(MachineConfig.read(machine).image()), used);
    Optional<Trial> trial = Trial.read(machine);
    add(trial.map(Trial::before), used);
    add(trial.map(Trial::kept), used);
    add(trial.map(Trial::after), used);
  }

  private static void add(Optional<String> path, Set<Path> used) {
    path.ifPresent(file -> used.add(real(Path.of(file))));
  }

  /** The same for all ways that lead to a file through links. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
