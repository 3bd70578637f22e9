package org.boot2docker.guest.init.modules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.modules.LoadOrder;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** What depmod wrote about the modules of one kernel release. */
final class ModuleIndex {
  private final ModuleFiles dependencies;
  private final ModuleFiles builtIn;
  private final Map<String, List<String>> softBefore = new HashMap<>();
  private final Map<String, List<String>> softAfter = new HashMap<>();
  private final Aliases aliases;

  /** Takes the texts of modules.dep, modules.alias, modules.softdep and modules.builtin. */
  ModuleIndex(byte[] dependencies, byte[] aliases, String soft, byte[] builtIn) {
    this.dependencies = new ModuleFiles(dependencies);
    this.aliases = new Aliases(aliases);
    this.builtIn = new ModuleFiles(builtIn);
    Text.lines(soft).forEach(this::addSoft);
  }

  /**
   * Reads the index from a directory such as {@code /usr/lib/modules/6.12}; a missing file is
   * empty.
   */
  static ModuleIndex read(Files files, String directory) {
    byte[] none = {};
    return new ModuleIndex(
        Text.bytes(files, directory + "/modules.dep").orElse(none),
        Text.bytes(files, directory + "/modules.alias").orElse(none),
        Text.read(files, directory + "/modules.softdep").orElse(""),
        Text.bytes(files, directory + "/modules.builtin").orElse(none));
  }

  /** The names of the modules for a device. */
  List<String> modulesFor(String modalias) {
    return aliases.modulesFor(modalias);
  }

  /** Whether the image has the module, as a file or in the kernel itself. */
  boolean knows(String name) {
    return dependencies.has(name.trim()) || builtIn.has(name.trim());
  }

  /**
   * The files to load for a module, in order: what it needs comes before it.
   *
   * @return paths relative to the index's directory; empty when the module is built in or unknown
   */
  List<String> filesFor(String name) {
    return LoadOrder.of(List.of(canonical(name)), this::needs);
  }

  private Optional<LoadOrder.Needs> needs(String name) {
    List<String> paths = dependencies.paths(name);
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    List<String> before = soft(softBefore, name);
    for (int i = paths.size() - 1; i > 0; i--) {
      before.add(nameOf(paths.get(i)));
    }
    return Optional.of(new LoadOrder.Needs(paths.get(0), before, soft(softAfter, name)));
  }

  /** Soft dependencies may name an alias, such as crc32c, of which the CPU decides the module. */
  private List<String> soft(Map<String, List<String>> kind, String module) {
    List<String> names = new ArrayList<>();
    for (String name : kind.getOrDefault(module, List.of())) {
      for (String found : knows(name) ? List.of(name) : modulesFor(name)) {
        names.add(canonical(found));
      }
    }
    return names;
  }

  private void addSoft(String line) {
    List<String> words = Text.words(line);
    if (words.size() < 3 || !words.get(0).equals("softdep")) {
      return;
    }
    Map<String, List<String>> kind = softBefore;
    for (String word : words.subList(2, words.size())) {
      if (word.equals("pre:")) {
        kind = softBefore;
      } else if (word.equals("post:")) {
        kind = softAfter;
      } else {
        kind.computeIfAbsent(canonical(words.get(1)), k -> new ArrayList<>()).add(canonical(word));
      }
    }
  }

  /** The name of the module in a file: {@code a/virtio-rng.ko} holds virtio_rng. */
  static String nameOf(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int suffix = file.indexOf(".ko");
    return canonical(suffix < 0 ? file : file.substring(0, suffix));
  }

  private static String canonical(String name) {
    return name.trim().replace('-', '_');
  }
}
