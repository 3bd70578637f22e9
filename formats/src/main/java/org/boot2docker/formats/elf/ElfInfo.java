package org.boot2docker.formats.elf;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an executable or a shared library says of itself.
 *
 * @param machine e_machine, for example {@link #X86_64}
 * @param interpreter the loader, an absolute path such as {@code /lib64/ld-linux-x86-64.so.2}
 * @param soname the name under which other files ask for this library
 * @param needed names of the libraries that the loader must find (DT_NEEDED), in their order
 * @param neededVersions symbol versions that must be in those libraries, such as {@code
 *     GLIBC_2.38}, by library; only those that may not be missing (not VER_FLG_WEAK)
 * @param definedVersions symbol versions that this library offers, without its own name
 * @param dynamic whether there is a dynamic section: false for a static executable, true for a
 *     static position-independent one
 */
public record ElfInfo(
    int machine,
    Optional<String> interpreter,
    Optional<String> soname,
    List<String> needed,
    Map<String, Set<String>> neededVersions,
    Set<String> definedVersions,
    boolean dynamic) {

  /** EM_X86_64: amd64. */
  public static final int X86_64 = 62;

  /** EM_AARCH64: arm64. */
  public static final int AARCH64 = 183;

  /** Takes copies that can't change and keep their order. */
  public ElfInfo {
    needed = List.copyOf(needed);
    Map<String, Set<String>> versions = new TreeMap<>();
    neededVersions.forEach((library, names) -> versions.put(library, ordered(names)));
    neededVersions = Collections.unmodifiableMap(versions);
    definedVersions = ordered(definedVersions);
  }

  private static Set<String> ordered(Set<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }
}
