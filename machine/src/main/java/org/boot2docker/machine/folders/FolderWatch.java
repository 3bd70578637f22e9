package org.boot2docker.machine.folders;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.boot2docker.formats.text.Progress;

/**
 * Sees what changes in folders, and in all folders in them. One thread waits for changes; another
 * may say at any time what is to be watched.
 */
final class FolderWatch implements Closeable {
  /** Folders; each takes memory here and in the kernel. */
  static final int MOST = 16_384;

  /** Changes come in groups, which end when nothing comes for so long, */
  private static final long QUIET_MILLIS = 50;

  /** and after so long in any case. */
  private static final long LONGEST_MILLIS = 500;

  private final WatchService service;
  private final int most;
  private final Progress log;
  private final RecentChanges recent = new RecentChanges(Clock.systemUTC());
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, Path> folders = new HashMap<>();

  /** Those that are watched for a single file only. */
  private final Set<Path> aroundFiles = new HashSet<>();

  private Set<Path> roots = Set.of();
  private boolean full;

  private FolderWatch(WatchService service, int most, Progress log) {
    this.service = service;
    this.most = most;
    this.log = log;
  }

  /**
   * Watches nothing yet.
   *
   * @param most how many folders it will watch
   * @param log takes what can't be watched
   */
  static FolderWatch open(int most, Progress log) throws IOException {
    return new FolderWatch(FileSystems.getDefault().newWatchService(), most, log);
  }

  /**
   * Watches these folders and files from now on, and no others.
   *
   * @param wanted real paths: links are not followed
   */
  synchronized void watch(Set<Path> wanted) {
    roots = Set.copyOf(wanted);
    full = false;
    for (Path folder : List.copyOf(keys.keySet())) {
      if (!isWanted(folder)) {
        boolean around = roots.stream().anyMatch(root -> folder.equals(root.getParent()));
        if (around) {
          aroundFiles.add(folder);
        } else {
          forget(folder);
        }
      }
    }
    for (Path root : wanted) {
      Path parent = root.getParent();
      if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        add(root, entry -> {});
      } else if (parent != null && !keys.containsKey(parent) && register(parent)) {
        // A file that is written anew is another one: its name is what can be watched.
        aroundFiles.add(parent);
      }
    }
  }

  /** Waits until something has changed. What is gone is not in it, but the folder that had it. */
  Set<Path> next() throws InterruptedException {
    Set<Path> changed = new LinkedHashSet<>();
    while (changed.isEmpty()) {
      take(service.take(), changed);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
      WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      while (more != null) {
        take(more, changed);
        boolean over = System.nanoTime() - end > 0;
        more = over ? null : service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return changed;
  }

  private synchronized void take(WatchKey key, Set<Path> changed) {
    Path folder = folders.get(key);
    List<WatchEvent<?>> events = key.pollEvents();
    if (folder == null) {
      return;
    }
    events.forEach(event -> take(folder, event, changed));
    if (!key.reset()) {
      forget(folder);
    }
  }

  private void take(Path folder, WatchEvent<?> event, Set<Path> changed) {
    if (!(event.context() instanceof Path name)) {
      // There were too many: what is in it is anybody's guess.
      scan(folder, entry -> {});
      change(folder, changed);
      return;
    }
    Path path = folder.resolve(name);
    if (!isWanted(path)) {
      return;
    }
    if (event.kind() == StandardWatchEventKinds.ENTRY_MODIFY) {
      if (recent.isChange(path)) {
        changed.add(path);
      }
      return;
    }
    change(folder, changed);
    // A folder that was moved is another one now, and one may come in its place.
    List.copyOf(keys.containsKey(path) ? keys.keySet() : Set.<Path>of()).stream()
        .filter(each -> each.startsWith(path))
        .forEach(this::forget);
    if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
      change(path, changed);
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        // What was put into it before it was watched has changed, too.
        add(path, entry -> change(entry, changed));
      }
    }
  }

  private void change(Path path, Set<Path> changed) {
    if (isWanted(path)) {
      recent.note(path);
      changed.add(path);
    }
  }

  private boolean isWanted(Path path) {
    return roots.stream().anyMatch(path::startsWith);
  }

  /** Adds a folder and those in it, outer ones first. */
  private void add(Path top, Consumer<Path> each) {
    Deque<Path> waiting = new ArrayDeque<>();
    waiting.add(top);
    while (!waiting.isEmpty()) {
      Path folder = waiting.remove();
      boolean begins = keys.containsKey(folder) ? aroundFiles.remove(folder) : register(folder);
      if (begins) {
        waiting.addAll(list(folder, each));
      }
    }
  }

  /** Adds the folders in one that is watched. */
  private void scan(Path folder, Consumer<Path> each) {
    list(folder, each).forEach(inner -> add(inner, each));
  }

  /** The folders in one. */
  private static Set<Path> list(Path folder, Consumer<Path> each) {
    Set<Path> inner = new LinkedHashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        each.accept(entry);
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          inner.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It is gone, or not this user's: then the guest, too, sees nothing in it.
      return inner;
    }
    return inner;
  }

  private boolean register(Path folder) {
    if (full) {
      return false;
    }
    if (keys.size() >= most) {
      full = true;
      log.say(
          "containers are told of no changes in %s and other folders: more than %d are mounted: mount less"
              .formatted(folder, most));
      return false;
    }
    try {
      WatchKey key =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      keys.put(folder, key);
      folders.put(key, folder);
      if (!folder.toRealPath().equals(folder)) {
        // The guest has put a link in its place meanwhile, which may lead out of the share.
        forget(folder);
        return false;
      }
      return true;
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      // As in list.
      return false;
    } catch (IOException e) {
      full = true;
      log.say(
          "containers are told of no changes in %s and other folders: %s: mount less, or raise fs.inotify.max_user_watches"
              .formatted(folder, e.getMessage()));
      return false;
    }
  }

  private void forget(Path folder) {
    WatchKey key = keys.remove(folder);
    aroundFiles.remove(folder);
    // A folder that was moved has the same key, under its new name.
    if (key != null && folder.equals(folders.get(key))) {
      key.cancel();
      folders.remove(key);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
