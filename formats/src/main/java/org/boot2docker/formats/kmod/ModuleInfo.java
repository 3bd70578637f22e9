package org.boot2docker.formats.kmod;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a module says of itself: its .modinfo section, a list of {@code key=value}.
 *
 * @param fields the values of every key, in their order
 */
public record ModuleInfo(Map<String, List<String>> fields) {

  /** Takes copies that can't change. */
  public ModuleInfo {
    Map<String, List<String>> copy = new TreeMap<>();
    fields.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    fields = Collections.unmodifiableMap(copy);
  }

  /** Reads strings that each end with a NUL. */
  static ModuleInfo parse(ByteBuffer section) {
    Map<String, List<String>> fields = new TreeMap<>();
    for (String entry : strings(section)) {
      int equals = entry.indexOf('=');
      String key = equals < 0 ? entry : entry.substring(0, equals);
      String value = equals < 0 ? "" : entry.substring(equals + 1);
      fields.computeIfAbsent(key, name -> new ArrayList<>()).add(value);
    }
    return new ModuleInfo(fields);
  }

  /** The strings of a section that are not empty. */
  static List<String> strings(ByteBuffer section) {
    String text = StandardCharsets.UTF_8.decode(section.duplicate()).toString();
    return Arrays.stream(text.split("\0")).filter(entry -> !entry.isEmpty()).toList();
  }

  /** Modules that must be loaded before this one, with underscores. */
  public List<String> depends() {
    return values("depends").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .map(ModuleName::normalize)
        .toList();
  }

  /** Modules that are loaded with this one when they exist. */
  public SoftDependencies softDependencies() {
    return SoftDependencies.parse(values("softdep"));
  }

  /** Patterns of the devices and other things that this module is for, such as {@code pci:v…}. */
  public List<String> aliases() {
    return values("alias");
  }

  /** Files that the module may load from /lib/firmware. */
  public List<String> firmware() {
    return values("firmware");
  }

  /** The licence by the kernel's names, such as {@code GPL} or {@code Dual BSD/GPL}. */
  public Optional<String> license() {
    return values("license").stream().findFirst();
  }

  private List<String> values(String key) {
    return fields.getOrDefault(key, List.of());
  }
}
