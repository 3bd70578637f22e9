package org.boot2docker.builder.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.step.BuildException;

/** The options of all fragments; a later file overrides an earlier one. */
final class Fragments {
  private static final Pattern SET =
      Pattern.compile("(CONFIG_\\w+)=([ymn]|-?\\d+|0[xX][0-9a-fA-F]+|\"[^\"]*\")");
  private static final Pattern UNSET = Pattern.compile("# (CONFIG_\\w+) is not set");

  private final Map<String, ConfigOption> options = new LinkedHashMap<>();

  private Fragments() {}

  /**
   * Reads fragments: lines {@code CONFIG_X=value}, {@code # CONFIG_X is not set}, comments.
   *
   * @throws BuildException with file and line for any other line, or an option that a file has
   *     twice
   */
  static Fragments parse(List<DistributionFile> files) throws BuildException {
    Fragments fragments = new Fragments();
    for (DistributionFile file : files) {
      int number = 0;
      for (String line : file.text().lines().toList()) {
        number++;
        fragments.add(line.strip(), file.name(), number);
      }
    }
    return fragments;
  }

  private void add(String line, String file, int number) throws BuildException {
    Matcher set = SET.matcher(line);
    Matcher unset = UNSET.matcher(line);
    if (set.matches()) {
      put(new ConfigOption(set.group(1), set.group(2), file, number));
    } else if (unset.matches()) {
      put(new ConfigOption(unset.group(1), ConfigOption.OFF, file, number));
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      throw new BuildException(
          file + ":" + number + ": not an option of the kernel, as in CONFIG_EXT4_FS=y: " + line);
    }
  }

  private void put(ConfigOption option) throws BuildException {
    ConfigOption before = options.remove(option.name());
    if (before != null && before.file().equals(option.file())) {
      throw new BuildException(
          option.place() + ": " + option.name() + " is set already, in line " + before.line());
    }
    options.put(option.name(), option);
  }

  /** As one file, which make's allnoconfig takes as KCONFIG_ALLCONFIG. */
  String text() {
    return options.values().stream()
        .map(option -> option.text() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Checks that a configuration has what was asked for.
   *
   * @throws BuildException naming the first options that were lost
   */
  void requireIn(KernelConfig config) throws BuildException {
    List<String> lost = new ArrayList<>();
    for (ConfigOption option : options.values()) {
      String got = config.value(option.name());
      if (!got.equals(option.value())) {
        lost.add(option.place() + ": " + option.name() + "=" + option.value() + " became " + got);
      }
    }
    if (!lost.isEmpty()) {
      int shown = Math.min(lost.size(), 3);
      throw new BuildException(
          String.join("; ", lost.subList(0, shown))
              + (lost.size() > shown ? " and " + (lost.size() - shown) + " more" : "")
              + ": the kernel does not know such an option, or what it depends on is missing; see"
              + " its Kconfig files");
    }
  }
}
