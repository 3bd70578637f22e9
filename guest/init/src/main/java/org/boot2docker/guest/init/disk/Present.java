package org.boot2docker.guest.init.disk;

import java.util.List;
import java.util.function.Predicate;

/**
 * The block devices that are there.
 *
 * @param devices in the order of their names, as people count
 */
record Present(List<Device> devices) {
  /** Disks that ask to be formatted and can be. */
  List<Device> requests() {
    return where(d -> d.asks() && !d.isTiny() && !d.isReadOnly());
  }

  /** File systems that a data disk can be. */
  List<Candidate> candidates() {
    // What lies on a disk that asks to be formatted is what an interrupted formatting left.
    List<String> asking = where(Device::asks).stream().map(Device::name).toList();
    return devices.stream()
        .filter(d -> !d.isTiny() && !d.isReadOnly() && !asking.contains(d.disk()))
        // Whoever has partitioned a disk need not have overwritten what was on all of it before.
        .filter(d -> !isPartitioned(d))
        .flatMap(
            d ->
                d.superblock().stream()
                    .map(s -> new Candidate(d.name(), d.disk(), s.label(), s.ext4())))
        .toList();
  }

  /** Whether it is a disk of which Linux shows partitions. */
  boolean isPartitioned(Device disk) {
    return devices.stream().anyMatch(d -> !d.isWhole() && d.disk().equals(disk.name()));
  }

  /** Those devices. */
  List<Device> where(Predicate<Device> condition) {
    return devices.stream().filter(condition).toList();
  }
}
