package org.boot2docker.cli;

import java.nio.file.Path;
import java.util.List;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.settings.ConfigKey;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What there is to choose about a machine, besides its image. */
final class ChoiceOptions {

  @Option(
      names = "--memory",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      description = "Memory in MiB, or such as 4G (default: 2048).")
  @Nullable Integer memory;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "Number of processors (default: one for each core, at most 4).")
  @Nullable Integer cpus;

  @Option(
      names = "--disk",
      paramLabel = "FILE",
      description =
          "Disk image to keep data on instead of the one in the machine's folder: raw, or qcow2 if"
              + " its name ends in .qcow2.")
  List<Path> disks = List.of();

  @Option(
      names = "--disk-size",
      paramLabel = "SIZE",
      description =
          "Size of the disk in the machine's folder, such as 20G (default: 20G). A larger size"
              + " enlarges it.")
  @Nullable String diskSize;

  @Option(names = "--no-disk", description = "Keep everything in RAM.")
  boolean noDisk;

  @Option(
      names = "--share",
      paramLabel = "DIR[:TAG][:ro]",
      description =
          "Mount a folder of this computer in the guest, at the same path or at TAG; :ro makes it"
              + " read-only.")
  List<String> shares = List.of();

  @Option(
      names = {"-p", "--publish"},
      paramLabel = "[ADDRESS:]HOST:GUEST[/udp]",
      description =
          "Forward a port of this computer, or a range of them, to the guest; of 127.0.0.1 unless an"
              + " address is given.")
  List<String> ports = List.of();

  @Option(names = "--uefi", description = "Boot with UEFI instead of BIOS.")
  boolean uefi;

  @Option(names = "--usb", description = "Boot the image as a USB stick.")
  boolean usb;

  @Option(
      names = "--cd",
      description =
          "Boot the image as a CD with its own boot loader instead of starting its kernel"
              + " directly.")
  boolean cd;

  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      description = "kvm, hvf, whpx or tcg (default: the best that works).")
  @Nullable Accelerator accelerator;

  @Option(
      names = "--no-share-events",
      description =
          "Don't tell containers that watch files in shared folders of changes on the host.")
  boolean noShareEvents;

  @Option(
      names = "--no-context-use",
      description =
          "Leave Docker's current context as it is. Otherwise that of the default machine becomes"
              + " the current one until the machine stops.")
  boolean noContextUse;

  @Option(
      names = "--from-template",
      description =
          "Start from a template of the memory, which the first start makes, instead of booting.")
  boolean fromTemplate;

  @Option(
      names = "--stop",
      paramLabel = "HOW",
      description = "What 'stop' does: shutdown (default), or save, which 'up' resumes.")
  @Nullable String stop;

  @Mixin GuestOptions guest = new GuestOptions();

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException with a line for the user when it can't be chosen
   */
  Settings settings() {
    if (usb && cd) {
      throw new IllegalArgumentException("--usb and --cd exclude each other: give one of them");
    }
    Settings given = Settings.none();
    given = GuestOptions.put(given, ConfigKey.MEMORY, memory);
    given = GuestOptions.put(given, ConfigKey.CPUS, cpus);
    given = withPlace(given);
    given = GuestOptions.put(given, ConfigKey.SHARES, shares);
    given = GuestOptions.put(given, ConfigKey.PORTS, ports);
    if (accelerator != null) {
      given = given.with(Setting.ACCELERATOR, accelerator.qemuName());
    }
    given = GuestOptions.put(given, ConfigKey.STOP, stop);
    return withFlags(guest.settings(given));
  }

  private Settings withPlace(Settings settings) {
    if ((disks.isEmpty() ? 0 : 1) + (diskSize == null ? 0 : 1) + (noDisk ? 1 : 0) > 1) {
      throw new IllegalArgumentException(
          "--disk, --disk-size and --no-disk exclude each other: give one of them");
    }
    if (noDisk) {
      return settings.with(Setting.NO_DISK);
    }
    Settings given = GuestOptions.put(settings, ConfigKey.DISK_SIZE, diskSize);
    return GuestOptions.put(given, ConfigKey.DISK, disks.stream().map(Path::toString).toList());
  }

  private Settings withFlags(Settings settings) {
    Settings given = settings;
    given = uefi ? given.with(Setting.UEFI) : given;
    given = noShareEvents ? given.with(Setting.NO_SHARE_EVENTS) : given;
    given = noContextUse ? given.with(Setting.NO_CONTEXT_USE) : given;
    given = fromTemplate ? given.with(Setting.FROM_TEMPLATE) : given;
    given = usb ? given.with(Setting.USB) : given;
    return cd ? given.with(Setting.CD) : given;
  }

  static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
