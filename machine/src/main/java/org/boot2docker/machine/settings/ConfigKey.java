package org.boot2docker.machine.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.MemorySize;
import org.boot2docker.machine.model.Share;

/** A key of a machine's settings file. */
public enum ConfigKey {
  /** The image's file. */
  IMAGE("image", Setting.ISO, "The image to boot.", "~/.boot2docker/boot2docker.iso"),
  /** The guest's architecture. */
  ARCH("arch", Setting.ARCH, "The guest's architecture: " + Architecture.choices() + ".", "amd64"),
  /** Memory. */
  MEMORY("memory", Setting.MEMORY, "Memory in MiB, or such as 4G.", "2048"),
  /** Processors. */
  CPUS("cpus", Setting.CPUS, "Number of processors. The default is the host's, at most 4.", "4"),
  /** Where data is. */
  DISK(
      "disk",
      Setting.DISK,
      "Disk image, or a list of them, instead of the machine's own disk; none keeps data in RAM.",
      "none"),
  /** Size of the machine's own disk. */
  DISK_SIZE(
      "disk-size",
      Setting.DISK_SIZE,
      "Size of the machine's own disk. A larger size enlarges it.",
      "20G"),
  /** Forwarded ports. */
  PORTS(
      "ports",
      Setting.PUBLISH,
      "Ports that are forwarded to the guest: [ADDRESS:]HOST:GUEST[/udp], or ranges of them.",
      "[\"8080:80\"]"),
  /** Shared folders. */
  SHARES(
      "shares",
      Setting.SHARE,
      "Folders of the host that the guest mounts: DIR[:TAG][:ro].",
      "[\"~/project\"]"),
  /** Whether containers are told of changes in them. */
  SHARE_EVENTS(
      "share-events",
      Setting.NO_SHARE_EVENTS,
      "Whether containers that watch files in shares are told of changes on the host.",
      "true"),
  /** Firmware. */
  UEFI("uefi", Setting.UEFI, "Boot with UEFI instead of BIOS.", "false"),
  /** Medium. */
  USB("usb", Setting.USB, "Boot the image as a USB stick.", "false"),
  /** Medium. */
  CD("cd", Setting.CD, "Boot the image as a CD, with its own boot loader.", "false"),
  /** Accelerator. */
  ACCELERATOR(
      "accelerator",
      Setting.ACCELERATOR,
      "kvm, hvf, whpx or tcg. The default is the best that works.",
      "kvm"),
  /** Address on the machines' own network. */
  LAN(
      "lan",
      Setting.LAN,
      "Address on the private network of all machines that have this setting.",
      "10.98.0.2/24"),
  /** What stop does. */
  STOP(
      "stop", Setting.STOP, "What 'stop' does: shutdown, or save, which 'up' resumes.", "shutdown"),
  /** Registry mirrors. */
  REGISTRY_MIRRORS(
      "registry-mirrors",
      Setting.REGISTRY_MIRROR,
      "Mirrors of Docker's registry.",
      "[\"http://10.0.2.2:5000\"]"),
  /** Insecure registries. */
  INSECURE_REGISTRIES(
      "insecure-registries",
      Setting.INSECURE_REGISTRY,
      "Registries that Docker reaches without a certificate to be trusted.",
      "[\"10.0.2.2:5000\"]"),
  /** DNS servers. */
  DNS(
      "dns",
      Setting.DNS,
      "DNS servers of the guest. The default is those of the host.",
      "[\"10.0.2.3\"]"),
  /** Lines of the hosts file. */
  HOSTS(
      "hosts",
      Setting.ADD_HOST,
      "Names that the guest knows, as NAME:ADDRESS. 10.0.2.2 is the host.",
      "[\"registry.example:10.0.2.2\"]"),
  /** Proxy. */
  PROXY(
      "proxy",
      Setting.PROXY,
      "Proxy for Docker in the guest: a URL, or host for those of the host.",
      "host"),
  /** Certificate authorities. */
  CA(
      "ca",
      Setting.CA,
      "Certificate authorities to trust: PEM files, or host for those of the host.",
      "[\"host\"]"),
  /** A profile. */
  PROFILE(
      "profile",
      Setting.GUEST_PROFILE,
      "File with more settings of Docker in the guest, as in docs/customise.md.",
      "profile"),
  /** Docker's current context. */
  CONTEXT_USE(
      "context-use",
      Setting.NO_CONTEXT_USE,
      "Whether the default machine's Docker context is the current one while it runs.",
      "true"),
  /** Start from a template. */
  TEMPLATE(
      "template",
      Setting.FROM_TEMPLATE,
      "Whether the machine starts from a template of a booted machine instead of booting.",
      "false");

  private static final Set<ConfigKey> LISTS =
      EnumSet.of(DISK, PORTS, SHARES, REGISTRY_MIRRORS, INSECURE_REGISTRIES, DNS, HOSTS, CA);

  private static final String NONE = "none";
  private static final String HOME = "~/";

  private final String key;
  private final Setting setting;
  private final String comment;
  private final String example;

  ConfigKey(String key, Setting setting, String comment, String example) {
    this.key = key;
    this.setting = setting;
    this.comment = comment;
    this.example = example;
  }

  /** As it is written. */
  public String key() {
    return key;
  }

  /** What it sets, in a sentence. */
  public String comment() {
    return comment;
  }

  /** Its default, or where that is nothing a value that it can have. */
  String example() {
    return example;
  }

  /** Whether it can have several values. */
  public boolean isList() {
    return LISTS.contains(this);
  }

  /** Whether its value is a number. */
  public boolean isNumber() {
    return this == MEMORY || this == CPUS;
  }

  /** Whether its values are true and false. */
  public boolean isSwitch() {
    return setting.isFlag();
  }

  /** Whether it is a switch that is on unless said otherwise. */
  private boolean isUsual() {
    return this == CONTEXT_USE || this == SHARE_EVENTS;
  }

  /** The key of that name. */
  public static Optional<ConfigKey> named(String name) {
    return Arrays.stream(values()).filter(each -> each.key.equals(name)).findFirst();
  }

  /** All names. */
  public static Stream<String> names() {
    return Arrays.stream(values()).map(ConfigKey::key);
  }

  /** The values that it has in these settings; empty when it has its default. */
  public List<String> of(Settings settings) {
    if (this == DISK && settings.has(Setting.NO_DISK)) {
      return List.of(NONE);
    }
    if (!settings.has(setting)) {
      return List.of();
    }
    return isSwitch() ? List.of(isUsual() ? "false" : "true") : settings.all(setting);
  }

  /**
   * The settings with other values of this key.
   *
   * @param values as they are written; none for the default
   * @param folder where relative paths begin
   * @throws IllegalArgumentException with what is wrong with a value
   */
  public Settings put(Settings settings, List<String> values, Path folder) {
    if (values.isEmpty()) {
      Settings without = settings.without(setting);
      return this == DISK ? without.without(Setting.NO_DISK) : without;
    }
    if (isSwitch()) {
      boolean on = isOn(values);
      return on != (isUsual())
          ? Settings.none().with(setting).over(settings)
          : settings.without(setting);
    }
    if (this == DISK && values.equals(List.of(NONE))) {
      return Settings.none().with(Setting.NO_DISK).over(settings);
    }
    List<String> canonical = values.stream().map(value -> canonical(value, folder)).toList();
    // The bounds of numbers are the machine's.
    Settings alone = Settings.none().with(setting, setting.checkedValues(canonical));
    alone.requirePossible();
    return alone.over(settings);
  }

  private static boolean isOn(List<String> values) {
    if (values.equals(List.of("true")) || values.equals(List.of("false"))) {
      return values.get(0).equals("true");
    }
    throw new IllegalArgumentException(
        "'" + String.join(", ", values) + "' is neither true nor false: write one of them");
  }

  private String canonical(String value, Path folder) {
    return switch (this) {
      case IMAGE, DISK, PROFILE -> path(value, folder);
      case CA -> value.equals(Setting.HOST) ? value : path(value, folder);
      case SHARES -> Share.parse(path(value, folder)).toString();
      case DISK_SIZE -> DiskSize.parse(value).toString();
      case MEMORY -> Integer.toString(MemorySize.parse(value));
      default -> value;
    };
  }

  /** A value that begins with a path, made absolute. */
  private static String path(String value, Path folder) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a path is empty: name a file or folder");
    }
    Path base = value.startsWith(HOME) ? Path.of(System.getProperty("user.home")) : folder;
    String rest = value.startsWith(HOME) ? value.substring(HOME.length()) : value;
    return base.resolve(rest).toAbsolutePath().normalize().toString();
  }
}
