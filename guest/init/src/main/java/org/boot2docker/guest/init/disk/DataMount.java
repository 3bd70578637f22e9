package org.boot2docker.guest.init.disk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.init.grow.GrowTask;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** Checks and mounts the data disk, and links the persistent directories to it or to memory. */
final class DataMount {
  private static final String DOCKER = GuestPaths.DOCKER_STATE;

  /** The directories that are kept on the disk. */
  private static final List<String> PERSISTENT = List.of(DOCKER, GuestPaths.STATE);

  private static final int E2FSCK_REPAIRED = 3;
  private static final int LOG_FLAGS = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_APPEND;
  private static final int DIRECTORY_EXISTS = -Linux.EEXIST;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final DiskWork work;
  private final Runnable whenReady;
  private final Room room;
  private final MemoryStore memory;
  private boolean inMemory;
  private Optional<Candidate> mounted = Optional.empty();

  DataMount(Kernel kernel, Log log, Loop loop, DiskWork work, Runnable whenReady) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.work = work;
    this.whenReady = whenReady;
    this.room = new Room(kernel);
    this.memory = new MemoryStore(kernel);
  }

  /** The data disk, when it is in use. */
  Optional<Candidate> mounted() {
    return mounted;
  }

  /** Whether everything is kept in memory, for want of a disk. */
  boolean isInMemory() {
    return inMemory;
  }

  /** Whether a disk can still be used, since Docker has nothing in memory that would be lost. */
  boolean canStillBeUsed() {
    return inMemory && memory.isEmpty();
  }

  /** Lets a file system's partition grow if there is room, checks it, and mounts it. */
  void use(Candidate disk) {
    OptionalInt growing = room.partitionToGrow(disk);
    if (growing.isEmpty()) {
      check(disk);
      return;
    }
    int pid = kernel.fork(new GrowTask(kernel, disk.disk(), growing.getAsInt()));
    log.check(pid, "starting a process to grow the partition of " + disk.device());
    work.follow(pid, exit -> check(disk));
  }

  private void check(Candidate disk) {
    log.info("checking data disk " + disk.device());
    int pid = start("/var/log/e2fsck.log", "/usr/sbin/e2fsck", "-p", disk.device());
    if (pid < 0) {
      readOnly(disk, "can't be checked, e2fsck does not start (error " + -pid + ")");
    } else {
      work.follow(pid, exit -> checked(disk, exit));
    }
  }

  private int start(String messages, String... argv) {
    int output = kernel.open(messages, LOG_FLAGS, 0644);
    int pid = kernel.start(Command.of(List.of(argv), List.of("PATH=/usr/sbin:/usr/bin"), output));
    kernel.close(output);
    return pid;
  }

  private void checked(Candidate disk, Exit exit) {
    if (exit.code() > E2FSCK_REPAIRED) {
      String how = exit.describe() + ", see /var/log/e2fsck.log";
      readOnly(disk, "has errors that e2fsck -p cannot repair (" + how + ")");
      return;
    }
    if (exit.code() > 0) {
      log.info("e2fsck repaired " + disk.device());
    }
    mount(disk);
  }

  private void mount(Candidate disk) {
    // A file system that turns out to be damaged is written to no more.
    String options =
        "errors=remount-ro"
            + room.superblock(disk).map(Superblock::saferOptions).orElse("")
            + (room.canDiscard(disk) ? ",discard" : "");
    Ext4Mount mount = new Ext4Mount(kernel, loop, disk);
    mount.with(
        Linux.MS_NOATIME,
        options,
        result -> {
          if (result < 0) {
            readOnly(disk, "can't be mounted (error " + -result + ")");
          } else {
            mounted(disk, mount.point());
          }
        });
  }

  private void mounted(Candidate disk, String point) {
    log.info("data disk " + disk.device() + " is mounted on " + point);
    mounted = Optional.of(disk);
    inMemory = false;
    lookAtItsSize(disk);
    PERSISTENT.forEach(directory -> lead(directory, point + directory));
    prepareFor(disk, point + DOCKER);
    whenReady.run();
  }

  /** Docker's directories get the attributes by which a power cut loses nothing. */
  private void prepareFor(Candidate disk, String docker) {
    int refusal = DockerStore.prepare(kernel, docker);
    boolean journal = room.superblock(disk).map(Superblock::journal).orElse(true);
    if (!journal) {
      log.error(
          "data disk "
              + disk.device()
              + " has no journal, so a power cut can damage images: sudo tune2fs -j "
              + disk.device()
              + ", then restart");
    } else if (refusal < 0) {
      log.error(
          "data disk "
              + disk.device()
              + " refuses attributes of Docker's directories (error "
              + -refusal
              + "), so a power cut can damage images: sudo e2fsck -f "
              + disk.device()
              + " when it is not in use");
    }
  }

  private void lookAtItsSize(Candidate disk) {
    Optional<Superblock> superblock = room.superblock(disk);
    if (superblock.isEmpty()) {
      return;
    }
    if (room.isLargerThan(disk, superblock.get())) {
      log.info("the file system of " + disk.device() + " grows with its disk");
      int pid = start("/var/log/resize2fs.log", "/usr/sbin/resize2fs", disk.device());
      loop.onExit(pid, exit -> grown(disk, exit));
    } else {
      room.fullness(disk, superblock.get()).ifPresent(log::error);
    }
  }

  private void grown(Candidate disk, Exit exit) {
    if (exit.code() != 0) {
      log.error(
          "the file system of "
              + disk.device()
              + " could not grow ("
              + exit.describe()
              + ", see /var/log/resize2fs.log): it is used with its old size");
    }
  }

  /** Shows a disk that can't be used, changing nothing on it, and keeps everything in memory. */
  private void readOnly(Candidate disk, String why) {
    Ext4Mount mount = new Ext4Mount(kernel, loop, disk);
    // Not even the journal is replayed: that would write.
    mount.with(
        Linux.MS_RDONLY,
        "noload",
        result -> {
          String point = mount.point();
          String files =
              result < 0
                  ? "; its files can't be read either (error "
                      + -result
                      + "); repair it with: sudo e2fsck "
                  : "; its files can be read in "
                      + point
                      + "; repair it with: sudo umount "
                      + point
                      + " && sudo e2fsck ";
          useMemory(
              "data disk "
                  + disk.device()
                  + " "
                  + why
                  + ", so all is kept in memory"
                  + files
                  + disk.device());
        });
  }

  private void lead(String directory, String target) {
    makePath(target);
    log.check(memory.moveAway(directory), "moving " + directory + " away");
    log.check(kernel.symbolicLink(target, directory), "linking " + directory + " to " + target);
  }

  private void makePath(String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      kernel.makeDirectory(path.substring(0, slash), 0755);
    }
    int made = kernel.makeDirectory(path, 0755);
    if (made != DIRECTORY_EXISTS) {
      log.check(made, "making " + path);
    }
  }

  /** Keeps everything in memory because something is wrong. */
  void useMemory(String reason) {
    log.error(reason);
    useMemory();
  }

  /** Keeps everything in memory. */
  void useMemory() {
    inMemory = true;
    PERSISTENT.forEach(this::makePath);
    CommandLine words = new CommandLine(Text.line(kernel, "/proc/cmdline"));
    if (words.value("rootfstype").equals(Optional.of("ramfs"))) {
      // Given where memory is short: / has no limit, but it lacks what Docker's files need.
      int result = kernel.mount("tmpfs", DOCKER, "tmpfs", 0, "mode=0710,size=90%");
      log.check(result, "mounting " + DOCKER);
    } else {
      // Linux gives the root file system half of the RAM; without a disk Docker needs more.
      kernel.mount("", "/", "", Linux.MS_REMOUNT, "size=90%");
    }
    whenReady.run();
  }
}
