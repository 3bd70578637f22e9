package org.boot2docker.guest.init.boot;

import java.util.Collections;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Mounted;

/** Takes the file systems of disks away cleanly, and what is mounted on top of them before. */
final class Unmount {
  private static final String ANY_DISK = "/dev/";
  private static final String DATA = "/mnt/";

  /**
   * Where the server is gone, the kernel would wait for it for ever. Those of FUSE are processes
   * here, which have been ended: Linux waits for them no longer.
   */
  private static final List<String> REMOTE =
      List.of("9p", "virtiofs", "nfs", "nfs4", "cifs", "smb3", "ceph");

  private final Kernel kernel;
  private final Log log;

  Unmount(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  void all() {
    List<Mounted> mounts = Mounted.all(kernel);
    Collections.reverse(mounts);
    for (Mounted mount : mounts) {
      if (concerns(mount.source(), mount.target()) && !REMOTE.contains(mount.type())) {
        unmount(mount.source(), mount.target());
      }
    }
  }

  /** Mounts of a disk, and whatever Docker mounted below its directory. */
  static boolean concerns(String source, String target) {
    return source.startsWith(ANY_DISK)
        || target.startsWith(DATA)
        || target.startsWith(GuestPaths.DOCKER_STATE + "/");
  }

  private void unmount(String source, String target) {
    int result = kernel.unmount(target);
    if (result >= 0) {
      log.announce("unmounted " + target);
    } else if (source.startsWith(ANY_DISK)) {
      long flags = Linux.MS_REMOUNT | Linux.MS_RDONLY;
      int readOnly = kernel.mount(source, target, "", flags, "");
      log.announce(
          target
              + " is in use (error "
              + -result
              + "); making it read-only "
              + (readOnly < 0 ? "failed: error " + -readOnly : "instead"));
    }
  }
}
