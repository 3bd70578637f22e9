package org.boot2docker.machine.folders;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.boot2docker.formats.text.Progress;

/**
 * Sees what changes in folders, and in all folders in them. One thread waits for changes; another
 * may say at any time what is to be watched.
 */
final class FolderWatch implements Closeable {
  /** Folders; each takes memory here and in the kernel. */
  static final int MOST = 16_384;

  /** Files in a group; of more only their folders are told. */
  static final int MOST_CHANGED = 4_096;

  /** Changes come in groups, which end when nothing comes for so long, */
  private static final long QUIET_MILLIS = 50;

  /** and after so long in any case. */
  private static final long LONGEST_MILLIS = 500;

  /** A file that is written all the time is told so often. */
  private static final long HELD_MILLIS = 2_000;

  private final WatchService service;
  private final WatchedFolders folders;
  private final RecentChanges recent = new RecentChanges(Clock.systemUTC());

  /** Changed files that are perhaps still being written, and since when, in nanoseconds. */
  private final Map<Path, Long> held = new LinkedHashMap<>();

  private FolderWatch(WatchService service, WatchedFolders folders) {
    this.service = service;
    this.folders = folders;
  }

  /**
   * Watches nothing yet.
   *
   * @param most how many folders it will watch
   * @param log takes what can't be watched
   */
  static FolderWatch open(int most, Progress log) throws IOException {
    WatchService service = FileSystems.getDefault().newWatchService();
    return new FolderWatch(service, new WatchedFolders(service, most, log));
  }

  /**
   * Watches these folders and files from now on, and no others.
   *
   * @param wanted real paths: links are not followed
   */
  synchronized void watch(Set<Path> wanted) {
    folders.set(wanted);
  }

  /**
   * Waits until something has changed. What is gone is not in it, but the folder that had it. What
   * is still being written is held back for a while: the guest would set its time back.
   */
  Set<Path> next() throws InterruptedException {
    while (true) {
      Set<Path> ready = atRest(gathered());
      if (!ready.isEmpty()) {
        return ready;
      }
    }
  }

  /** The guest has been told of what {@link #next} gave. */
  synchronized void told() {
    recent.expectEchoes();
  }

  private Set<Path> gathered() throws InterruptedException {
    Set<Path> changed = new LinkedHashSet<>(held.keySet());
    if (changed.isEmpty()) {
      take(service.take(), changed);
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    while (more != null) {
      take(more, changed);
      boolean over = System.nanoTime() - end > 0;
      more = over ? null : service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }
    return changed;
  }

  private Set<Path> atRest(Set<Path> changed) {
    Set<Path> ready = new LinkedHashSet<>();
    long now = System.nanoTime();
    for (Path path : changed) {
      long since = held.getOrDefault(path, now);
      if (now - since > TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS) || recent.isAtRest(path)) {
        held.remove(path);
        ready.add(path);
      } else {
        held.put(path, since);
      }
    }
    return ready;
  }

  private synchronized void take(WatchKey key, Set<Path> changed) {
    Optional<Path> folder = folders.of(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      folder.ifPresent(known -> take(known, event, changed));
    }
    if (!key.reset()) {
      folder.ifPresent(folders::gone);
    }
  }

  private void take(Path folder, WatchEvent<?> event, Set<Path> changed) {
    if (!(event.context() instanceof Path name)) {
      scan(folder, changed);
      return;
    }
    Path path = folder.resolve(name);
    if (event.kind() == StandardWatchEventKinds.ENTRY_MODIFY) {
      changeUnlessEcho(path, changed);
    } else if (folders.contains(path)) {
      change(folder, changed);
      folders.gone(path);
      if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
        appeared(path, changed);
      }
    }
  }

  private void appeared(Path path, Set<Path> changed) {
    change(path, changed);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      // What was put into it before it was watched has changed, too.
      folders.add(path, entry -> change(entry, changed));
    }
  }

  /** There were too many events: what has changed in a folder is anybody's guess. */
  private void scan(Path folder, Set<Path> changed) {
    change(folder, changed);
    for (Path inner : folders.list(folder, entry -> changeUnlessEcho(entry, changed))) {
      if (folders.contains(inner)) {
        folders.add(inner, entry -> change(entry, changed));
      }
    }
  }

  private void changeUnlessEcho(Path path, Set<Path> changed) {
    if (folders.contains(path) && recent.isChange(path)) {
      change(path, changed);
    }
  }

  private void change(Path path, Set<Path> changed) {
    boolean many = changed.size() >= MOST_CHANGED && !changed.contains(path);
    Path told = many && path.getParent() != null ? path.getParent() : path;
    if (folders.contains(told) && changed.add(told)) {
      recent.note(told);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
