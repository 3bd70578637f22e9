package org.boot2docker.formats.kmod;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.formats.modules.LoadOrder;

/**
 * The text indexes that depmod(8) makes of modules; formats in modules.dep(5) and in kmod's
 * tools/depmod.c.
 */
final class ModuleIndexes {
  private static final Pattern DEVICE = Pattern.compile("(char|block)-major-([0-9]+)-([0-9]+)");
  private static final String DEVICE_NAME = "devname:";

  private final List<KernelModule> modules;
  private final Map<String, KernelModule> byName = new HashMap<>();

  /** Indexes modules in the order in which their lines shall come. */
  ModuleIndexes(List<KernelModule> modules) {
    this.modules = List.copyOf(modules);
    modules.forEach(module -> byName.put(module.name(), module));
  }

  /** modules.dep: each file with all files that it needs, the one to be loaded first at the end. */
  String dependencies() {
    return lines(
        Stream.empty(),
        module -> {
          List<String> needed = new ArrayList<>(LoadOrder.of(List.of(module.name()), this::needs));
          needed.remove(module.path());
          Collections.reverse(needed);
          String paths = needed.stream().map(path -> " " + path).collect(Collectors.joining());
          return Stream.of(module.path() + ":" + paths);
        });
  }

  /** Without the soft ones, which modules.softdep has. */
  private Optional<LoadOrder.Needs> needs(String name) {
    return Optional.ofNullable(byName.get(name))
        .map(module -> new LoadOrder.Needs(module.path(), module.info().depends(), List.of()));
  }

  /** modules.alias: which module to load for a device or another thing. */
  String aliases() {
    return lines(
        Stream.of("# Aliases extracted from modules themselves."),
        module -> module.info().aliases().stream().map(alias -> alias(alias, module)));
  }

  /** modules.symbols: which module offers a symbol. */
  String symbols() {
    return lines(
        Stream.of("# Aliases for symbols, used by symbol_request()."),
        module -> module.symbols().stream().map(symbol -> alias("symbol:" + symbol, module)));
  }

  private static String alias(String alias, KernelModule module) {
    return "alias " + alias + " " + module.name();
  }

  /** modules.softdep: what is loaded with a module when it exists. */
  String softDependencies() {
    return lines(
        Stream.of("# Soft dependencies extracted from modules themselves."),
        module ->
            module.info().fields().getOrDefault("softdep", List.of()).stream()
                .map(value -> "softdep " + module.name() + " " + value));
  }

  /** modules.devname: device files that exist before their module is loaded, which opening does. */
  String deviceNames() {
    return lines(
        Stream.of("# Device nodes to trigger on-demand module loading."),
        module -> deviceName(module).stream());
  }

  private static Optional<String> deviceName(KernelModule module) {
    List<String> aliases = module.info().aliases();
    Optional<String> name =
        aliases.stream()
            .filter(alias -> alias.startsWith(DEVICE_NAME))
            .map(alias -> alias.substring(DEVICE_NAME.length()))
            .findFirst();
    Optional<Matcher> device =
        aliases.stream().map(DEVICE::matcher).filter(Matcher::matches).findFirst();
    if (name.isEmpty() || device.isEmpty()) {
      return Optional.empty();
    }
    Matcher numbers = device.get();
    char type = numbers.group(1).charAt(0);
    return Optional.of(
        module.name() + " " + name.get() + " " + type + numbers.group(2) + ":" + numbers.group(3));
  }

  /** modules.order: the files in the order in which the kernel's build has linked them. */
  String order() {
    return lines(Stream.empty(), module -> Stream.of(module.path()));
  }

  private String lines(Stream<String> heading, Function<KernelModule, Stream<String>> ofModule) {
    return Stream.concat(heading, modules.stream().flatMap(ofModule))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
