package org.boot2docker.init.disk;

import java.util.List;
import java.util.Optional;
import org.boot2docker.init.event.Loop;
import org.boot2docker.init.kernel.Command;
import org.boot2docker.init.kernel.CommandLine;
import org.boot2docker.init.kernel.Exit;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Linux;
import org.boot2docker.init.kernel.Log;

/** Decides on the data disk, checks and mounts it, and leads the persistent directories to it. */
public final class DataDisk {
  /** The directories that are kept on the disk. */
  private static final List<String> PERSISTENT = List.of("/var/lib/docker", "/var/lib/boot2docker");

  private static final int E2FSCK_REPAIRED = 3;
  private static final int LOG_FLAGS = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_APPEND;
  private static final int DIRECTORY_EXISTS = -Linux.EEXIST;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final DataOption option;
  private final Disks disks;
  private final Runnable whenDecided;
  private boolean started;
  private boolean decided;
  private boolean inMemory;
  private long deadline;

  /**
   * A data disk that is still to be found.
   *
   * @param whenDecided called once, when the persistent directories can be used
   */
  public DataDisk(
      Kernel kernel, Log log, Loop loop, CommandLine commandLine, Runnable whenDecided) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.option = DataOption.from(commandLine);
    this.disks = new Disks(kernel);
    this.whenDecided = whenDecided;
  }

  /** Decides at once if there is nothing to look for. */
  public void searchUnlessDriversAreNeeded() {
    if (option instanceof DataOption.None) {
      search();
    }
  }

  /** Begins to look; to be called when the drivers of the disks that are present are loaded. */
  public void search() {
    if (!started) {
      started = true;
      deadline = kernel.millis();
      look();
    }
  }

  /** Looks again because a block device has appeared, which may be the one nothing can better. */
  public void deviceAppeared() {
    if (decided) {
      option.choose(late()).filter(option::isFinal).ifPresent(this::tooLate);
    } else if (started) {
      look();
    } else {
      option.choose(disks.candidates()).filter(option::isFinal).ifPresent(this::decide);
    }
  }

  private List<Candidate> late() {
    return inMemory ? disks.candidates() : List.of();
  }

  private void tooLate(Candidate disk) {
    log.error("data disk " + disk.device() + " has come after the boot; restart to use it");
  }

  private void look() {
    if (decided) {
      return;
    }
    Optional<Candidate> chosen = option.choose(disks.candidates());
    long wait = deadline + patienceFor(chosen) - kernel.millis();
    if (wait > 0) {
      loop.after(wait, this::look);
      return;
    }
    if (chosen.isPresent()) {
      decide(chosen.get());
    } else {
      decided = true;
      useMemory("no data disk found: images and containers are kept in memory only");
    }
  }

  private void decide(Candidate disk) {
    decided = true;
    check(disk);
  }

  private long patienceFor(Optional<Candidate> chosen) {
    boolean settled =
        chosen.filter(option::isFinal).isPresent() || option instanceof DataOption.None;
    return settled ? 0 : disks.patience(chosen.isPresent());
  }

  private void check(Candidate disk) {
    log.info("checking data disk " + disk.device());
    List<String> argv = List.of("/usr/sbin/e2fsck", "-p", disk.device());
    int output = kernel.open("/var/log/e2fsck.log", LOG_FLAGS, 0644);
    int pid = kernel.start(Command.of(argv, List.of("PATH=/usr/sbin:/usr/bin"), output));
    kernel.close(output);
    if (pid < 0) {
      useMemory("cannot run e2fsck (error " + -pid + "): data disk left alone");
    } else {
      loop.onExit(pid, exit -> checked(disk, exit));
    }
  }

  private void checked(Candidate disk, Exit exit) {
    if (exit.code() > E2FSCK_REPAIRED) {
      useMemory(
          "data disk "
              + disk.device()
              + " has errors that e2fsck -p cannot repair ("
              + exit.describe()
              + ", see /var/log/e2fsck.log); it is not used and all is kept in memory;"
              + " repair it with: sudo e2fsck "
              + disk.device());
      return;
    }
    if (exit.code() > 0) {
      log.info("e2fsck repaired " + disk.device());
    }
    mount(disk);
  }

  private void mount(Candidate disk) {
    String point = "/mnt/" + disk.name();
    kernel.makeDirectory(point, 0755);
    int result = kernel.mount(disk.device(), point, "ext4", Linux.MS_NOATIME, "");
    if (result < 0) {
      useMemory("cannot mount data disk " + disk.device() + " (error " + -result + ")");
      return;
    }
    log.info("data disk " + disk.device() + " is mounted on " + point);
    PERSISTENT.forEach(directory -> lead(directory, point + directory));
    whenDecided.run();
  }

  private void lead(String directory, String target) {
    makePath(target);
    kernel.removeDirectory(directory);
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

  private void useMemory(String reason) {
    inMemory = true;
    if (option instanceof DataOption.Automatic && reason.startsWith("no ")) {
      log.info(reason);
    } else {
      log.error(reason);
    }
    PERSISTENT.forEach(this::makePath);
    // Linux gives the root file system in memory half of the RAM; without a disk Docker needs more.
    kernel.mount("", "/", "", Linux.MS_REMOUNT, "size=90%");
    whenDecided.run();
  }
}
