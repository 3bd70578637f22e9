package org.boot2docker.guest.init.disk;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Log;

/** Says why disks that are there are not used, one line each, and what to do. */
final class Notices {
  private final Log log;
  private final Disks disks;

  Notices(Log log, Disks disks) {
    this.log = log;
    this.disks = disks;
  }

  /**
   * Says it.
   *
   * @param used the data disk's name, empty when all is kept in memory
   */
  void about(Present present, String used) {
    boolean said = false;
    for (Device device : present.where(d -> !d.disk().equals(used))) {
      Optional<String> wrong = wrong(device, present, used);
      Optional<String> what = wrong.isPresent() ? wrong : foreign(device, present);
      if (wrong.isPresent() || used.isEmpty()) {
        what.ifPresent(w -> log.error(device.path() + " " + w));
      } else {
        what.ifPresent(w -> log.info(device.path() + " " + w));
      }
      said |= what.isPresent();
    }
    if (used.isEmpty()) {
      none(present, said);
    }
  }

  private void none(Present present, boolean said) {
    List<String> others =
        present.where(d -> d.isWhole() && !disks.isBootMedium(d)).stream()
            .map(Device::path)
            .toList();
    if (others.isEmpty()) {
      log.info("no data disk found: images and containers are kept in memory only");
    } else if (said) {
      log.error("no data disk found among them: images and containers are kept in memory only");
    } else {
      log.error(
          "no data disk: "
              + String.join(", ", others)
              + " with no ext4 and no request to be formatted: everything is in memory only");
    }
  }

  /** What whoever attached this disk will not have expected. */
  private Optional<String> wrong(Device device, Present present, String used) {
    if (!device.isReadable()) {
      return Optional.of("can't be read and is not used: check the disk");
    }
    if (device.asks()) {
      return Optional.of(asks(device, used));
    }
    if (device.superblock().isPresent() && present.isPartitioned(device)) {
      return device.hasDefaultLabel() || used.isEmpty()
          ? Optional.of(
              "has a file system on all of it, and partitions: it is not used; label one of these"
                  + " boot2docker-data, or delete the partition table")
          : Optional.empty();
    }
    if (device.hasDefaultLabel()) {
      return Optional.of(labelled(device, used));
    }
    boolean named = device.partitionName().equals(DataOption.DEFAULT_LABEL);
    if (device.superblock().isPresent()) {
      return Optional.empty();
    }
    Optional<OtherFileSystem> other = disks.otherFileSystem(device);
    boolean labelled = other.filter(o -> o.label().equals(DataOption.DEFAULT_LABEL)).isPresent();
    if (other.isPresent() && (named || labelled)) {
      return Optional.of(meant(device, other.get(), labelled));
    }
    if (named) {
      return Optional.of(
          "is named boot2docker-data but holds no ext4 that can be read; it is not used;"
              + " if it is damaged: sudo e2fsck -b 32768 "
              + device.path());
    }
    return Optional.empty();
  }

  private static String meant(Device device, OtherFileSystem other, boolean labelled) {
    return (labelled ? "has the label" : "is the partition named")
        + " boot2docker-data but holds "
        + other.name()
        + ", and a data disk needs ext4: it is not used; save its files elsewhere, then: sudo"
        + " mkfs.ext4 -L boot2docker-data "
        + device.path();
  }

  private static String asks(Device device, String used) {
    String why = "asks to be formatted but ";
    if (device.isTiny()) {
      return why + "is smaller than 64 MiB: it is left alone";
    }
    if (device.isReadOnly()) {
      return why + "is write-protected: it is left alone";
    }
    return used.isEmpty()
        ? why + "boot2docker.data names another disk: it is left alone"
        : why
            + "the data disk is on /dev/"
            + used
            + ": it is left alone; to have it formatted, start without the other";
  }

  private static String labelled(Device device, String used) {
    String why = "is labelled boot2docker-data but ";
    if (device.isReadOnly()) {
      return why + "write-protected: it is not used; attach it writable";
    }
    if (device.isTiny()) {
      return why + "smaller than 64 MiB: it is not used; make the disk larger";
    }
    return used.isEmpty()
        ? why + "boot2docker.data names another: it is not used"
        : why + "so is the data disk on /dev/" + used + ": it is not used; give it another label";
  }

  /** What is simply somebody else's. */
  private static Optional<String> foreign(Device device, Present present) {
    if (device.isEncrypted()) {
      return Optional.of("is encrypted (LUKS): it is not used");
    }
    if (device.isRaidMember()) {
      return Optional.of("is part of a software RAID (md): it is not used");
    }
    return device.isWhole() && device.hasTable() && !present.isPartitioned(device)
        ? Optional.of("has a partition table that is empty or damaged: it is not used")
        : Optional.empty();
  }
}
