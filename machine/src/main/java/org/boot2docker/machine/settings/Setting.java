package org.boot2docker.machine.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something to choose about a machine. */
public enum Setting {
  /** The image's file. */
  ISO("--iso", Values.PATH),
  /** The guest's architecture, by Debian's name. */
  ARCH("--arch", Values.ARCHITECTURE),
  /** Memory in MiB. */
  MEMORY("--memory", Values.NUMBER),
  /** Number of processors. */
  CPUS("--cpus", Values.NUMBER),
  /** A disk image. */
  DISK("--disk", Values.PATHS),
  /** Size of the disk in the machine's folder, which is used when no other is chosen. */
  DISK_SIZE("--disk-size", Values.SIZE),
  /** No disk: everything is in RAM. */
  NO_DISK("--no-disk", Values.FLAG),
  /** A folder of the host: {@code DIR:TAG[:ro]}. */
  SHARE("--share", Values.SHARES),
  /** Containers are not told of changes in the host's folders. */
  NO_SHARE_EVENTS("--no-share-events", Values.FLAG),
  /** A forwarded port: {@code [ADDRESS:]HOST:GUEST[/udp]}. */
  PUBLISH("--publish", Values.PORTS),
  /** Boot with UEFI. */
  UEFI("--uefi", Values.FLAG),
  /** Boot the image as a USB stick. */
  USB("--usb", Values.FLAG),
  /** Boot the image as a CD. */
  CD("--cd", Values.FLAG),
  /** Docker's current context stays as it is. */
  NO_CONTEXT_USE("--no-context-use", Values.FLAG),
  /** The machine starts from a template, which its first start makes. */
  FROM_TEMPLATE("--from-template", Values.FLAG),
  /** QEMU's name of the accelerator. */
  ACCELERATOR("--accelerator", Values.ACCELERATOR),
  /** Address on the network of the machines of one home, with the length of its prefix. */
  LAN("--lan", Values.LAN),
  /** What {@code stop} does: {@code save} or {@code shutdown}. */
  STOP("--stop", Values.STOP),
  /** A file with settings for the guest's profile. */
  GUEST_PROFILE("--guest-profile", Values.PATH),
  /** A mirror of Docker's registry. */
  REGISTRY_MIRROR("--registry-mirror", Values.URLS),
  /** A registry without a certificate to be trusted. */
  INSECURE_REGISTRY("--insecure-registry", Values.WORDS),
  /** Address of a DNS server. */
  DNS("--dns", Values.ADDRESSES),
  /** A line of the guest's hosts file: {@code NAME:ADDRESS}. */
  ADD_HOST("--add-host", Values.HOSTS),
  /** Proxy for Docker in the guest: a URL, or {@code host} for those of this host. */
  PROXY("--proxy", Values.PROXY),
  /** Certificate authorities: files, or {@code host} for those of this host. */
  CA("--ca", Values.PATHS);

  /** Instead of a proxy or a file: what this host has. */
  public static final String HOST = "host";

  /** What {@code stop} does when it saves the machine. */
  public static final String SAVE = "save";

  /** Where data is: one choice excludes the others. */
  static final List<Setting> PLACES = List.of(DISK, DISK_SIZE, NO_DISK);

  /** What the image is booted as: one choice excludes the other. */
  static final List<Setting> MEDIA = List.of(USB, CD);

  private final String option;
  private final Values values;

  Setting(String option, Values values) {
    this.option = option;
    this.values = values;
  }

  /** The option of the command line that chooses it. */
  public String option() {
    return option;
  }

  /** Whether it says where data is. */
  public boolean isPlace() {
    return PLACES.contains(this);
  }

  /** Whether the option has no value. */
  public boolean isFlag() {
    return values == Values.FLAG;
  }

  /** Whether its values name files of this host. */
  boolean isFile() {
    return List.of(Values.PATH, Values.PATHS, Values.SHARES).contains(values);
  }

  /**
   * These values, when the option can have them.
   *
   * @throws IllegalArgumentException with the option and what is wrong when it can't
   */
  List<String> checked(@Nullable List<@Nullable String> given) {
    List<String> texts = new ArrayList<>();
    for (String text : given == null ? List.<String>of() : given) {
      texts.add(String.valueOf(text));
    }
    try {
      return checkedValues(texts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(option, e.getMessage()), e);
    }
  }

  /**
   * These values, when it can have them.
   *
   * @throws IllegalArgumentException with what is wrong when it can't
   */
  List<String> checkedValues(List<String> texts) {
    values.check(texts);
    return texts;
  }

  static Optional<Setting> ofOption(String option) {
    return Arrays.stream(values()).filter(s -> s.option.equals(option)).findFirst();
  }
}
