package org.boot2docker.guest.init.boot;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** Settings and limits that Docker and its containers need, and directories that daemons expect. */
final class Settings {
  private record Limit(int resource, long soft, long hard) {}

  /**
   * Limits of all processes, as systemd and Docker's own unit have them: select(2) fails beyond
   * 1024 open files, so programs raise that limit themselves when they need more.
   */
  private static final List<Limit> LIMITS =
      List.of(
          new Limit(Linux.RLIMIT_NOFILE, 1024, 524_288),
          new Limit(Linux.RLIMIT_NPROC, Linux.RLIM_INFINITY, Linux.RLIM_INFINITY),
          new Limit(Linux.RLIMIT_CORE, Linux.RLIM_INFINITY, Linux.RLIM_INFINITY),
          new Limit(Linux.RLIMIT_MEMLOCK, 8 << 20, 8 << 20));

  /** Levels of printk below which a message reaches the console: errors, everything. */
  private static final int ERRORS = 4;

  private static final int ALL_MESSAGES = 8;

  private static final String GROUPS = "/sys/fs/cgroup";

  /**
   * Containers that trace the kernel mount {@code /usr/src}; dockerd makes what it doesn't find.
   */
  private static final List<String> DIRECTORIES =
      List.of(
          GuestPaths.RUN,
          GuestPaths.SERVICE_STATE,
          GuestPaths.NETWORK,
          "/run/lock",
          "/run/containerd",
          "/run/sshd",
          "/var/log",
          "/var/lib",
          "/usr/src",
          "/mnt");

  private final Kernel kernel;
  private final Log log;
  private final Sysctl sysctl;

  Settings(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
    this.sysctl = new Sysctl(kernel, log);
  }

  void makeDirectories() {
    DIRECTORIES.forEach(directory -> kernel.makeDirectory(directory, 0755));
  }

  /** Has errors shown on the console, which the image's kernel parameters keep quiet. */
  void consoleLevel() {
    CommandLine commandLine = new CommandLine(Text.line(kernel, "/proc/cmdline"));
    kernel.consoleLevel(commandLine.has("debug") ? ALL_MESSAGES : ERRORS);
  }

  void apply() {
    kernel.makeDirectory(GROUPS + "/services", 0755);
    Text.poke(kernel, GROUPS + "/cgroup.subtree_control", "+memory +pids");
    Text.poke(kernel, GROUPS + "/services/cgroup.subtree_control", "+memory +pids");
    sysctl.apply(Sysctl.OURS);
    LIMITS.forEach(this::limit);
  }

  private void limit(Limit limit) {
    int result = kernel.limit(limit.resource(), limit.soft(), limit.hard());
    log.check(result, "setting the limit " + limit.resource());
  }

  /** Makes the settings that the user keeps on the data disk. */
  void applyUsers() {
    sysctl.apply(Sysctl.USERS);
  }

  /**
   * Makes the settings of modules that were not loaded before.
   *
   * @param more whether there are more modules to come
   */
  void applyLater(boolean more) {
    sysctl.applyLater(more);
  }
}
