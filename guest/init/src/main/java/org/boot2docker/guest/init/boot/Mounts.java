package org.boot2docker.guest.init.boot;

import static org.boot2docker.guest.system.kernel.Linux.MS_BIND;
import static org.boot2docker.guest.system.kernel.Linux.MS_MOVE;
import static org.boot2docker.guest.system.kernel.Linux.MS_NODEV;
import static org.boot2docker.guest.system.kernel.Linux.MS_NOEXEC;
import static org.boot2docker.guest.system.kernel.Linux.MS_NOSUID;
import static org.boot2docker.guest.system.kernel.Linux.MS_REC;
import static org.boot2docker.guest.system.kernel.Linux.MS_SHARED;

import java.util.List;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;

/** The file systems that the kernel offers, and the root that containers can be started from. */
final class Mounts {
  private static final long PLAIN = MS_NOSUID | MS_NODEV | MS_NOEXEC;

  private record Mount(String type, String target, long flags, String data) {}

  /** What everything else needs: made before anything can be logged. */
  private static final List<Mount> FIRST =
      List.of(
          new Mount("proc", "/proc", PLAIN, ""),
          new Mount("sysfs", "/sys", PLAIN, ""),
          new Mount("devtmpfs", "/dev", MS_NOSUID, "mode=0755"),
          new Mount("tmpfs", "/run", MS_NOSUID | MS_NODEV, "mode=0755,size=20%"));

  private static final List<Mount> THEN =
      List.of(
          new Mount("devpts", "/dev/pts", MS_NOSUID | MS_NOEXEC, "gid=5,mode=620,ptmxmode=666"),
          new Mount("tmpfs", "/dev/shm", MS_NOSUID | MS_NODEV, "mode=1777"),
          new Mount("mqueue", "/dev/mqueue", PLAIN, ""),
          new Mount("cgroup2", "/sys/fs/cgroup", PLAIN, "nsdelegate,memory_recursiveprot"),
          new Mount("tmpfs", "/tmp", MS_NOSUID | MS_NODEV, "mode=1777,size=50%"));

  /** Where programs look for them; a kernel of one's own may be without. */
  private static final List<Mount> IF_THERE =
      List.of(
          new Mount("securityfs", "/sys/kernel/security", PLAIN, ""),
          new Mount("debugfs", "/sys/kernel/debug", PLAIN, "mode=700"),
          new Mount("tracefs", "/sys/kernel/tracing", PLAIN, "mode=700"),
          new Mount("bpf", "/sys/fs/bpf", PLAIN, "mode=700"),
          new Mount("pstore", "/sys/fs/pstore", PLAIN, ""),
          new Mount("fusectl", "/sys/fs/fuse/connections", PLAIN, ""),
          new Mount("hugetlbfs", "/dev/hugepages", MS_NOSUID | MS_NODEV, "mode=755"));

  private final Kernel kernel;
  private final Log log;

  Mounts(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  /**
   * Moves / to a mount of its own: on the first file system, rootfs, runc's pivot_root fails.
   * Nothing is copied, it is the same file system seen through another mount.
   */
  void leaveRootfs() {
    kernel.makeDirectory("/.root", 0755);
    kernel.mount("/", "/.root", "", MS_BIND, "");
    kernel.changeDirectory("/.root");
    kernel.mount(".", "/", "", MS_MOVE, "");
    kernel.changeRoot(".");
    kernel.changeDirectory("/");
    kernel.removeDirectory("/.root");
    // Linux makes the root of its initramfs with mode 1777: anybody could write there.
    log.check(kernel.changeMode("/", 0755), "closing / to writers");
  }

  /** Mounts /proc, /sys, /dev and /run. */
  void first() {
    FIRST.forEach(this::mount);
  }

  /** Mounts the rest, and lets mounts reach containers that ask for it (shared propagation). */
  void then() {
    THEN.forEach(this::mount);
    IF_THERE.forEach(this::mountIfThere);
    log.check(kernel.mount("", "/", "", MS_REC | MS_SHARED, ""), "sharing mounts");
    // Not in the archive: Linux, which unpacks that before it starts its drivers, asks modprobe
    // some
    // twenty times for modules that are built in or not there, and waits for each answer.
    kernel.symbolicLink("/usr/bin/busybox", "/usr/sbin/modprobe");
    kernel.symbolicLink("/proc/self/fd", "/dev/fd");
    kernel.symbolicLink("fd/0", "/dev/stdin");
    kernel.symbolicLink("fd/1", "/dev/stdout");
    kernel.symbolicLink("fd/2", "/dev/stderr");
  }

  private void mount(Mount mount) {
    log.check(result(mount), "mounting " + mount.target());
  }

  /** Without its place in /sys the kernel has no such file system either. */
  private void mountIfThere(Mount mount) {
    int result = result(mount);
    if (result != -Linux.ENODEV && result != -Linux.ENOENT) {
      log.check(result, "mounting " + mount.target());
    }
  }

  private int result(Mount mount) {
    kernel.makeDirectory(mount.target(), 0755);
    return kernel.mount(mount.type(), mount.target(), mount.type(), mount.flags(), mount.data());
  }
}
