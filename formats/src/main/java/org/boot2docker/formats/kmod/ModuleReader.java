package org.boot2docker.formats.kmod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads modules when they are first asked for, several at a time. */
final class ModuleReader {
  private final ModuleDirectory directory;
  private final Map<String, KernelModule> read = new ConcurrentHashMap<>();
  private Optional<CryptoAliases> crypto = Optional.empty();

  ModuleReader(ModuleDirectory directory) {
    this.directory = directory;
  }

  /** Modules by their exact names, which must be those of files. */
  List<KernelModule> read(Collection<String> names) throws IOException {
    try {
      return names.parallelStream().map(this::readOne).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private KernelModule readOne(String name) {
    ModuleFile file = directory.files().get(name);
    if (file == null) {
      throw new IllegalArgumentException(name);
    }
    return read.computeIfAbsent(name, key -> readFile(file));
  }

  private static KernelModule readFile(ModuleFile file) {
    try {
      return file.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules that a soft dependency stands for: none when it is built in or doesn't exist. */
  List<String> soft(String dependency) throws IOException {
    String name = ModuleName.normalize(dependency);
    if (directory.files().containsKey(name)) {
      return List.of(name);
    }
    return directory.builtIn().contains(name) ? List.of() : crypto().find(dependency);
  }

  private CryptoAliases crypto() throws IOException {
    if (crypto.isEmpty()) {
      List<String> names =
          directory.files().values().stream()
              .filter(CryptoAliases::mayHold)
              .map(ModuleFile::name)
              .toList();
      crypto = Optional.of(new CryptoAliases(read(names)));
    }
    return crypto.orElseThrow();
  }
}
