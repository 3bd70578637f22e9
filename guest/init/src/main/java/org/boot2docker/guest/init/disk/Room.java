package org.boot2docker.guest.init.disk;

import java.util.Optional;
import java.util.OptionalInt;
import org.boot2docker.guest.init.partition.PartitionName;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** How much room a data disk has: behind its partition, behind its file system and in it. */
final class Room {
  private static final String CLASS = "/sys/class/block/";
  private static final long SIZE_UNIT = 512;
  private static final long MIB = 1 << 20;

  /** What alignment and a backup table may leave free behind a partition that has grown already. */
  private static final long LEFT_FREE = 2 * MIB;

  /** Less than this is not worth a run of resize2fs, which may also find it too little. */
  private static final long LEAST_GROWTH = 16 * MIB;

  private static final long FULL_PERCENT = 95;
  private static final long LITTLE = 256 * MIB;

  private final Files files;

  Room(Files files) {
    this.files = files;
  }

  /** The number of a disk's partition if it is ours by label, the last, and has room behind it. */
  OptionalInt partitionToGrow(Candidate disk) {
    String number = Text.line(files, CLASS + disk.name() + "/partition");
    if (number.isEmpty() || !disk.label().equals(DataOption.DEFAULT_LABEL)) {
      return OptionalInt.empty();
    }
    long start = number(disk.name() + "/start");
    long behind = size(disk.disk()) - (start * SIZE_UNIT + size(disk.name()));
    boolean last =
        files.list("/sys/class/block").stream()
            .filter(other -> PartitionName.diskOf(files, other).equals(disk.disk()))
            .noneMatch(other -> number(other + "/start") > start);
    return last && behind > LEFT_FREE
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  /** Whether a device is larger than the file system on it. */
  boolean isLargerThan(Candidate disk, Superblock superblock) {
    return size(disk.name()) - superblock.bytes() >= LEAST_GROWTH;
  }

  /** Whether the device supports discard, which reports blocks no longer in use. */
  boolean canDiscard(Candidate disk) {
    return number(disk.disk() + "/queue/discard_max_bytes") > 0;
  }

  /** What to say about a file system with hardly any room. */
  Optional<String> fullness(Candidate disk, Superblock superblock) {
    long percent = 100 - 100 * superblock.free() / Math.max(1, superblock.bytes());
    if (percent < FULL_PERCENT || superblock.free() > LITTLE) {
      return Optional.empty();
    }
    return Optional.of(
        "data disk "
            + disk.device()
            + " is "
            + percent
            + "% full, "
            + superblock.free() / MIB
            + " MiB are left; make room with: docker system prune");
  }

  /** The superblock as it is on the disk now. */
  Optional<Superblock> superblock(Candidate disk) {
    byte[] start = Disks.start(files, disk.name());
    return Superblock.parse(start, start.length);
  }

  private long size(String name) {
    return SIZE_UNIT * number(name + "/size");
  }

  private long number(String file) {
    String text = Text.line(files, CLASS + file);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
