package org.boot2docker.formats.kmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.boot2docker.formats.modules.LoadOrder;
import org.boot2docker.formats.text.NearNames;

/** Adds to some modules all that they need, and puts them in the order of loading. */
final class Closure {
  private final ModuleDirectory directory;
  private final ModuleReader reader;
  private final Map<String, KernelModule> chosen = new HashMap<>();
  private final Map<String, List<String>> before = new HashMap<>();
  private final Map<String, List<String>> after = new HashMap<>();

  Closure(ModuleDirectory directory, ModuleReader reader) {
    this.directory = directory;
    this.reader = reader;
  }

  /** The modules that are files, each after those that it needs. */
  List<KernelModule> of(Collection<String> names) throws IOException {
    Set<String> wanted = named(names);
    List<String> roots = List.copyOf(wanted);
    while (!wanted.isEmpty()) {
      wanted = readAll(wanted);
    }
    return inOrder(roots);
  }

  /** Those of the names that are files, with underscores. */
  Set<String> named(Collection<String> names) throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (String name : names) {
      addNamed(name, wanted);
    }
    return wanted;
  }

  private void addNamed(String name, Set<String> wanted) throws IOException {
    String normal = ModuleName.normalize(name);
    if (directory.files().containsKey(normal)) {
      wanted.add(normal);
    } else if (!directory.builtIn().contains(normal)) {
      throw new IOException("no kernel module " + name + " in /" + directory.path() + hint(normal));
    }
  }

  /** The end of the message about a module that is not there. */
  private String hint(String missing) {
    List<String> near =
        NearNames.of(
            missing,
            Stream.concat(directory.files().keySet().stream(), directory.builtIn().stream()));
    return near.isEmpty()
        ? ", neither as a file nor built in: correct the name or leave it out"
        : "; there is " + String.join(", ", near) + ": correct the name or leave it out";
  }

  /** Reads one generation of modules and gives those that they need and that are not yet read. */
  private Set<String> readAll(Set<String> wanted) throws IOException {
    Set<String> next = new TreeSet<>();
    for (KernelModule module : reader.read(wanted)) {
      chosen.put(module.name(), module);
      List<String> first = new ArrayList<>();
      for (String dependency : module.info().depends()) {
        addNeeded(module, dependency, first);
      }
      SoftDependencies soft = module.info().softDependencies();
      first.addAll(resolve(soft.before()));
      before.put(module.name(), first);
      after.put(module.name(), resolve(soft.after()));
      next.addAll(first);
      next.addAll(resolve(soft.after()));
    }
    next.removeAll(chosen.keySet());
    return next;
  }

  private void addNeeded(KernelModule module, String dependency, List<String> needed)
      throws IOException {
    if (directory.files().containsKey(dependency)) {
      needed.add(dependency);
    } else if (!directory.builtIn().contains(dependency)) {
      throw new IOException(
          "kernel module "
              + module.name()
              + " needs "
              + dependency
              + ", which is not in /"
              + directory.path()
              + ": the kernel's package is not complete");
    }
  }

  private List<String> resolve(List<String> soft) throws IOException {
    List<String> names = new ArrayList<>();
    for (String dependency : soft) {
      names.addAll(reader.soft(dependency));
    }
    return names;
  }

  private List<KernelModule> inOrder(List<String> roots) {
    return LoadOrder.of(roots, this::needs).stream().map(chosen::get).toList();
  }

  private Optional<LoadOrder.Needs> needs(String name) {
    return chosen.containsKey(name)
        ? Optional.of(
            new LoadOrder.Needs(
                name, before.getOrDefault(name, List.of()), after.getOrDefault(name, List.of())))
        : Optional.empty();
  }
}
