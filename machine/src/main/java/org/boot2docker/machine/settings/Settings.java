package org.boot2docker.machine.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Share;

/**
 * What was chosen, and nothing about what was not.
 *
 * @param values by setting; a flag that is set has an empty list
 */
public record Settings(Map<Setting, List<String>> values) {
  /** Copies the map. */
  public Settings {
    Map<Setting, List<String>> copy = new EnumMap<>(Setting.class);
    values.forEach((setting, value) -> copy.put(setting, List.copyOf(value)));
    values = Collections.unmodifiableMap(copy);
  }

  /** Nothing chosen: everything has its default. */
  public static Settings none() {
    return new Settings(Map.of());
  }

  /** These and one more flag. */
  public Settings with(Setting flag) {
    return with(flag, List.of());
  }

  /** These and one more setting with one value. */
  public Settings with(Setting setting, String value) {
    return with(setting, List.of(value));
  }

  /** These and one more setting; it replaces an earlier choice. */
  public Settings with(Setting setting, List<String> value) {
    Map<Setting, List<String>> more = new EnumMap<>(Setting.class);
    more.putAll(values);
    more.put(setting, value);
    return new Settings(more);
  }

  /** These without one. */
  public Settings without(Setting setting) {
    Map<Setting, List<String>> fewer = new EnumMap<>(Setting.class);
    fewer.putAll(values);
    fewer.remove(setting);
    return new Settings(fewer);
  }

  /** These with the forwarded ports of others. */
  public Settings withPortsOf(Settings other) {
    Settings others = without(Setting.PUBLISH);
    return other.has(Setting.PUBLISH)
        ? others.with(Setting.PUBLISH, other.all(Setting.PUBLISH))
        : others;
  }

  /** Whether it was chosen. */
  public boolean has(Setting setting) {
    return values.containsKey(setting);
  }

  private boolean hasAny(List<Setting> settings) {
    return settings.stream().anyMatch(this::has);
  }

  /** Whether it was chosen where data is: on which disk, or on none. */
  public boolean hasPlace() {
    return hasAny(Setting.PLACES);
  }

  /** All values of a setting; empty when it was not chosen. */
  public List<String> all(Setting setting) {
    return values.getOrDefault(setting, List.of());
  }

  /** The only value of a setting. */
  public Optional<String> one(Setting setting) {
    return all(setting).stream().findFirst();
  }

  /** These choices, and the earlier ones where these say nothing. */
  public Settings over(Settings earlier) {
    Settings kept = earlier;
    for (List<Setting> exclusive : List.of(Setting.PLACES, Setting.MEDIA)) {
      if (hasAny(exclusive)) {
        for (Setting setting : exclusive) {
          kept = kept.without(setting);
        }
      }
    }
    Settings result = kept;
    for (Map.Entry<Setting, List<String>> entry : values.entrySet()) {
      result = result.with(entry.getKey(), entry.getValue());
    }
    return result;
  }

  /** Memory in MiB. */
  public int memoryMiB() {
    return one(Setting.MEMORY)
        .map(Integer::parseInt)
        .orElse(MachineSpec.Builder.DEFAULT_MEMORY_MIB);
  }

  /** The disks outside of the machine's folder. */
  public List<DataDisk> disks() {
    return all(Setting.DISK).stream().map(Path::of).map(DataDisk::named).toList();
  }

  /** All disks, with the one in the machine's folder when that was chosen. */
  public List<DataDisk> disks(DataDisk own) {
    return has(Setting.DISK_SIZE) ? List.of(own) : disks();
  }

  /**
   * The specification of a machine with these choices.
   *
   * @param own the disk in the machine's folder
   * @throws IllegalArgumentException with a line for the user when a value can't be had
   */
  public MachineSpec spec(BootMedium boot, Architecture architecture, DataDisk own) {
    MachineSpec.Builder spec = MachineSpec.booting(boot).architecture(architecture);
    spec.memoryMiB(memoryMiB());
    one(Setting.CPUS).map(Integer::parseInt).ifPresent(spec::cpus);
    if (has(Setting.UEFI)) {
      spec.firmware(FirmwareKind.UEFI);
    }
    one(Setting.ACCELERATOR).map(Accelerator::ofQemuName).ifPresent(spec::accelerator);
    disks(own).forEach(spec::disk);
    all(Setting.SHARE).forEach(share -> spec.share(Share.parse(share)));
    forwards().forEach(spec::forward);
    return spec.build();
  }

  /**
   * Checks all that takes no look at files.
   *
   * @throws IllegalArgumentException with a line for the user when a value can't be had
   */
  public void requirePossible() {
    Path unset = Path.of("unset");
    spec(new BootMedium.Cd(unset), Architecture.host(), DataDisk.qcow2(unset));
  }

  /** Those of them that name files or folders of this host, or let other hosts reach its ports. */
  public Settings ofThisHost() {
    Settings found = this;
    for (Setting setting : values.keySet()) {
      boolean named = setting.isFile() && !all(setting).equals(List.of(Setting.HOST));
      boolean open =
          setting == Setting.PUBLISH && !forwards().stream().allMatch(PortForward::isLocal);
      found = named || open ? found : found.without(setting);
    }
    return found;
  }

  /** The forwarded ports. */
  public List<PortForward> forwards() {
    return all(Setting.PUBLISH).stream().flatMap(text -> PortForward.parse(text).stream()).toList();
  }

  /**
   * Which of these choices a running machine does not have, each as an option with what it has.
   *
   * @param running what the machine was started with
   */
  public List<String> differences(Settings running) {
    List<String> differences = new ArrayList<>();
    for (Setting setting : values.keySet()) {
      boolean same =
          has(setting) == running.has(setting) && all(setting).equals(running.all(setting));
      if (!same) {
        differences.add(line(setting) + " (it has " + running.described(setting) + ")");
      }
    }
    return differences;
  }

  private String described(Setting setting) {
    if (has(setting)) {
      return line(setting);
    }
    return Setting.PLACES.stream()
        .filter(place -> Setting.PLACES.contains(setting) && has(place))
        .map(this::line)
        .findFirst()
        .orElse("none");
  }

  /** For people; a password in a URL is nobody's business. */
  private String line(Setting setting) {
    if (setting.isFlag()) {
      return setting.option();
    }
    List<String> parts = new ArrayList<>();
    all(setting)
        .forEach(
            value ->
                parts.add(setting.option() + " " + value.replaceAll("://[^@/ ]*@", "://***@")));
    return String.join(" ", parts);
  }

  /** As options of {@code up}. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    values.keySet().forEach(setting -> lines.add(line(setting)));
    return String.join(" ", lines);
  }
}
