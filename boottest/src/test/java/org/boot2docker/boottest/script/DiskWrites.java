package org.boot2docker.boottest.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.HostTool;

/**
 * What a script writes to a disk, and the disks that a power cut can leave. The programs that write
 * are replaced by scripts that copy the disk after each call.
 *
 * @param before the disk at first
 * @param copies the folder of the copies; the name tells whether the disk was flushed then
 */
record DiskWrites(byte[] before, Path copies) {
  private static final int SECTOR = 512;
  private static final int SAMPLES = 64;

  /** One sector, as it was and as it is written. */
  private record SectorWrite(int at, byte[] former, byte[] content) {
    void to(byte[] disk) {
      System.arraycopy(content, 0, disk, at, SECTOR);
    }

    void undo(byte[] disk) {
      System.arraycopy(former, 0, disk, at, SECTOR);
    }
  }

  /** Looks at a disk that a cut left. */
  interface Check {
    void of(byte[] disk);
  }

  /** Records all that the scripts write from now on, if a shell runs them that asks the PATH. */
  static DiskWrites recording(GuestScripts scripts, Path disk) throws IOException {
    Path copies = Files.createDirectories(scripts.root().resolve("copies"));
    String copy =
        "n=$(ls %1$s | wc -l)\n/bin/cp --sparse=always %2$s %1$s/$((100 + n))$flushed\n"
            .formatted(copies, disk);
    scripts.program(
        "dd",
        """
        busybox dd "$@" || exit
        case $* in
          *of=%s*conv=*fsync*) flushed=-flushed ;;
          *of=%s*) flushed= ;;
          *) exit ;;
        esac
        """
                .formatted(disk, disk)
            + copy);
    scripts.program("mke2fs", "/usr/sbin/mke2fs \"$@\" || exit\nflushed=\n" + copy);
    scripts.program("sync", "flushed=-flushed\n" + copy);
    return new DiskWrites(Files.readAllBytes(disk), copies);
  }

  /** What was written between two flushes, in the order of the programs and of the sectors. */
  private List<List<SectorWrite>> epochs() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(copies)) {
      files = list.sorted().toList();
    }
    List<List<SectorWrite>> epochs = new ArrayList<>();
    List<SectorWrite> epoch = new ArrayList<>();
    byte[] last = before;
    for (Path file : files) {
      byte[] next = Files.readAllBytes(file);
      epoch.addAll(difference(last, next));
      last = next;
      if (file.toString().endsWith("-flushed") && !epoch.isEmpty()) {
        epochs.add(epoch);
        epoch = new ArrayList<>();
      }
    }
    epochs.add(epoch);
    return epochs;
  }

  private static List<SectorWrite> difference(byte[] before, byte[] after) {
    List<SectorWrite> writes = new ArrayList<>();
    int at = Arrays.mismatch(before, after);
    while (at >= 0) {
      at -= at % SECTOR;
      writes.add(
          new SectorWrite(
              at,
              Arrays.copyOfRange(before, at, at + SECTOR),
              Arrays.copyOfRange(after, at, at + SECTOR)));
      int from = at + SECTOR;
      int more = Arrays.mismatch(before, from, before.length, after, from, after.length);
      at = more < 0 ? -1 : from + more;
    }
    return writes;
  }

  /**
   * A cut after each sector. Between two flushes a disk may write in any order: random sets are
   * tried, too, and for up to 64 sectors the sector alone, all but it, and all from it on.
   *
   * @return the number of disks that were looked at
   */
  int atEachCut(Check check) throws IOException {
    int cuts = 0;
    List<List<SectorWrite>> epochs = epochs();
    byte[] disk = before.clone();
    for (List<SectorWrite> epoch : epochs) {
      for (List<SectorWrite> set : sets(epoch)) {
        set.forEach(write -> write.to(disk));
        check.of(disk);
        cuts++;
        undo(set, disk);
      }
      epoch.forEach(write -> write.to(disk));
    }
    return cuts;
  }

  /** Backwards: a sector may have been written twice. */
  private static void undo(List<SectorWrite> set, byte[] disk) {
    for (int i = set.size() - 1; i >= 0; i--) {
      set.get(i).undo(disk);
    }
  }

  private static List<List<SectorWrite>> sets(List<SectorWrite> epoch) {
    List<List<SectorWrite>> sets = new ArrayList<>();
    for (int i = 0; i <= epoch.size(); i++) {
      sets.add(epoch.subList(0, i));
    }
    for (int i = 0; i < epoch.size(); i += 1 + epoch.size() / SAMPLES) {
      SectorWrite one = epoch.get(i);
      sets.add(epoch.subList(i, epoch.size()));
      sets.add(List.of(one));
      sets.add(epoch.stream().filter(write -> write != one).toList());
    }
    Random random = new Random(20261201);
    for (int i = 0; i < SAMPLES; i++) {
      sets.add(epoch.stream().filter(write -> random.nextBoolean()).toList());
    }
    return sets;
  }

  /** How many times the disk was flushed after something had been written. */
  int flushes() throws IOException {
    return (int) epochs().stream().filter(epoch -> !epoch.isEmpty()).count();
  }

  /** The shell that runs the scripts then: busybox's runs its own programs, whatever PATH has. */
  static HostTool.Result run(GuestScripts scripts, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("env", "/bin/sh"));
    all.addAll(List.of(command));
    return scripts.run(all.toArray(String[]::new));
  }
}
