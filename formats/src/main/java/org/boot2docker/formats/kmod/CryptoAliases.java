package org.boot2docker.formats.kmod;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the modules behind names of algorithms such as {@code crypto-crc32c}, which ext4 asks for
 * without depending on any module that has it. Which module has an alias stands only inside the
 * modules, and unpacking all of a distribution's takes long; algorithms are all in two directories.
 */
final class CryptoAliases {
  private static final Pattern DIRECTORY = Pattern.compile("kernel/(arch/[^/]+/)?crypto/.*");

  private final Map<String, TreeSet<String>> modules = new HashMap<>();

  CryptoAliases(List<KernelModule> crypto) {
    for (KernelModule module : crypto) {
      for (String alias : module.info().aliases()) {
        modules
            .computeIfAbsent(ModuleName.normalize(alias), key -> new TreeSet<>())
            .add(module.name());
      }
    }
  }

  /** Whether a module can have the alias of an algorithm. */
  static boolean mayHold(ModuleFile file) {
    return DIRECTORY.matcher(file.path()).matches();
  }

  /**
   * The modules with this alias, sorted; any of them serves, some of them only on some machines.
   */
  List<String> find(String alias) {
    return List.copyOf(modules.getOrDefault(ModuleName.normalize(alias), new TreeSet<>()));
  }
}
