package org.boot2docker.guest.init.disk;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;

/** The persistent directories while they are in memory, and how they make way for a disk. */
final class MemoryStore {
  private static final String DOCKER = GuestPaths.DOCKER_STATE;
  private static final String INTERFACES = "/sys/class/net";

  /** Where Docker keeps what users make; each is empty, or not there, until they do. */
  private static final List<String> MADE_BY_USERS =
      List.of(
          DOCKER + "/containers",
          DOCKER + "/image/overlay2/imagedb/content/sha256",
          DOCKER + "/containerd/daemon/io.containerd.content.v1.content/blobs/sha256",
          DOCKER + "/swarm");

  /** What Docker itself puts among the volumes. */
  private static final List<String> DOCKERS_OWN = List.of("metadata.db", "backingFsBlockDev");

  private static final int PLUGIN_ID = 64;

  private final Kernel kernel;

  MemoryStore(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether Docker keeps nothing there: no image, container, volume, network, plug-in, swarm. */
  boolean isEmpty() {
    return MADE_BY_USERS.stream().allMatch(directory -> kernel.list(directory).isEmpty())
        && DOCKERS_OWN.containsAll(kernel.list(DOCKER + "/volumes"))
        && kernel.list(DOCKER + "/plugins").stream().noneMatch(n -> n.length() == PLUGIN_ID)
        && kernel.list(INTERFACES).stream().noneMatch(name -> name.startsWith("br-"));
  }

  /**
   * Moves a directory out of the way of a link to the disk.
   *
   * @param directory one of the persistent directories, which no process uses any more
   * @return 0, or a negative error number
   */
  int moveAway(String directory) {
    int removed = kernel.removeDirectory(directory);
    if (removed >= 0 || removed == -Linux.ENOENT) {
      return 0;
    }
    // Where memory is short, Docker's directory is a file system of its own.
    kernel.unmount(directory);
    return kernel.rename(directory, directory + ".memory");
  }
}
