package org.boot2docker.machine.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.docker.DockerEvents;
import org.boot2docker.machine.docker.DockerSource;
import org.boot2docker.machine.model.Share;

/**
 * Tells the guest of changes in what its running containers mount of shared folders, so that
 * programs in them that watch files by inotify notice.
 */
public final class FolderChanges implements DockerEvents.Follower {
  private final DockerSource docker;
  private final List<Share> shares;
  private final ChangedFiles guest;
  private final FolderWatch watch;
  private final Progress log;
  private final Semaphore changes = new Semaphore(0);
  private volatile MountedFolders mounted = MountedFolders.NONE;

  FolderChanges(
      DockerSource docker,
      List<Share> shares,
      ChangedFiles guest,
      FolderWatch watch,
      Progress log) {
    this.docker = docker;
    this.shares = shares;
    this.guest = guest;
    this.watch = watch;
    this.log = log;
  }

  /**
   * For a machine.
   *
   * @param shares its folders; a guest that may only read one can't be told of its changes
   * @param guest how the guest is told
   * @throws IOException when this host watches nothing
   */
  public static FolderChanges of(
      DockerSource docker, List<Share> shares, ChangedFiles guest, Progress log)
      throws IOException {
    List<Share> writable = shares.stream().filter(share -> !share.readOnly()).toList();
    FolderWatch watch = FolderWatch.open(FolderWatch.MOST, log);
    return new FolderChanges(docker, writable, guest, watch, log);
  }

  /** Begins, in threads that don't keep the program. */
  public void begin() {
    start("folders-mounted", this::follow);
    start("folders-changed", this::tell);
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void changed() {
    changes.release();
  }

  /** What it watches stays the same until Docker is back. */
  @Override
  public void ended() {}

  private void follow() {
    try {
      while (true) {
        changes.acquire();
        changes.drainPermits();
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Watches what running containers mount now. */
  void look() {
    try {
      mounted = MountedFolders.of(docker.get("/containers/json"), shares);
      watch.watch(mounted.roots());
    } catch (IOException e) {
      log.say("mounts of containers can't be read: " + e.getMessage());
    }
  }

  private void tell() {
    try {
      while (true) {
        tellNext();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for changes, and tells the guest. */
  void tellNext() throws InterruptedException {
    Set<Path> changed = watch.next();
    MountedFolders now = mounted;
    Set<String> paths = new LinkedHashSet<>();
    changed.stream().map(now::guest).flatMap(Optional::stream).forEach(paths::add);
    try {
      if (!paths.isEmpty()) {
        guest.tell(paths);
        watch.told();
      }
    } catch (IOException e) {
      log.say("containers are not told of changes in shared folders: " + e.getMessage());
    }
  }
}
