package org.boot2docker.formats.elf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.formats.testing.Tool;

/** What binutils say of a 64-bit file, in our words. */
final class Objdump {
  private static final Pattern LOADER = Pattern.compile("program interpreter: (\\S+)]");
  private static final Pattern ENTRY = Pattern.compile("^  (NEEDED|SONAME) +(\\S+)$");
  private static final Pattern FROM = Pattern.compile("^  required from (\\S+):$");
  private static final Pattern NEEDED_VERSION =
      Pattern.compile("^    0x[0-9a-f]+ 0x([0-9a-f]+) [0-9]+ (\\S+)$");
  private static final Pattern DEFINED_VERSION =
      Pattern.compile("^[0-9]+ 0x([0-9a-f]+) 0x[0-9a-f]+ (\\S+) *$");

  private final List<String> needed = new ArrayList<>();
  private final Map<String, Set<String>> neededVersions = new TreeMap<>();
  private final Set<String> definedVersions = new LinkedHashSet<>();
  private Optional<String> soname = Optional.empty();
  private Set<String> library = Set.of();
  private boolean dynamic;

  private Objdump() {}

  static ElfInfo info(Path file) {
    Path root = Path.of("/");
    String headers = Tool.run(root, "readelf", "-hlW", file.toString());
    Matcher loader = LOADER.matcher(headers);
    Objdump dump = new Objdump();
    Tool.run(root, "objdump", "-p", file.toString()).lines().forEach(dump::line);
    return new ElfInfo(
        headers.contains("X86-64") ? ElfInfo.X86_64 : ElfInfo.AARCH64,
        loader.find() ? Optional.of(loader.group(1)) : Optional.empty(),
        dump.soname,
        dump.needed,
        dump.neededVersions,
        dump.definedVersions,
        dump.dynamic);
  }

  private void line(String line) {
    dynamic |= line.equals("Dynamic Section:");
    Matcher entry = ENTRY.matcher(line);
    Matcher from = FROM.matcher(line);
    Matcher neededVersion = NEEDED_VERSION.matcher(line);
    Matcher definedVersion = DEFINED_VERSION.matcher(line);
    if (entry.matches() && entry.group(1).equals("NEEDED")) {
      needed.add(entry.group(2));
    } else if (entry.matches()) {
      soname = Optional.of(entry.group(2));
    } else if (from.matches()) {
      library = neededVersions.computeIfAbsent(from.group(1), name -> new LinkedHashSet<>());
    } else if (neededVersion.matches() && !isWeak(neededVersion.group(1))) {
      library.add(neededVersion.group(2));
    } else if (definedVersion.matches() && !definedVersion.group(1).equals("01")) {
      definedVersions.add(definedVersion.group(2));
    }
  }

  private static boolean isWeak(String flags) {
    return (Integer.parseInt(flags, 16) & 2) != 0;
  }
}
