package org.boot2docker.init.disk;

import java.util.List;
import org.boot2docker.init.event.Loop;
import org.boot2docker.init.kernel.Command;
import org.boot2docker.init.kernel.Exit;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Linux;
import org.boot2docker.init.kernel.Log;

/** Checks and mounts the data disk, and leads the persistent directories to it or to memory. */
final class DataMount {
  /** The directories that are kept on the disk. */
  private static final List<String> PERSISTENT = List.of("/var/lib/docker", "/var/lib/boot2docker");

  private static final int E2FSCK_REPAIRED = 3;
  private static final int LOG_FLAGS = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_APPEND;
  private static final int DIRECTORY_EXISTS = -Linux.EEXIST;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final Runnable whenReady;
  private boolean inMemory;

  DataMount(Kernel kernel, Log log, Loop loop, Runnable whenReady) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.whenReady = whenReady;
  }

  /** Whether everything is kept in memory, for want of a disk. */
  boolean isInMemory() {
    return inMemory;
  }

  /** Checks a file system, and mounts it. */
  void use(Candidate disk) {
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
    whenReady.run();
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

  /** Keeps everything in memory because something is wrong. */
  void useMemory(String reason) {
    log.error(reason);
    useMemory();
  }

  /** Keeps everything in memory. */
  void useMemory() {
    inMemory = true;
    PERSISTENT.forEach(this::makePath);
    // Linux gives the root file system in memory half of the RAM; without a disk Docker needs more.
    kernel.mount("", "/", "", Linux.MS_REMOUNT, "size=90%");
    whenReady.run();
  }
}
