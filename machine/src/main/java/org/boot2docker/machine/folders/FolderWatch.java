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
import java.util.LinkedHashMap;
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

  /** A file that is written all the time is told so often. */
  private static final long HELD_MILLIS = 2_000;

  /** Files in a group; of more only their folders are told. */
  static final int MOST_CHANGED = 4_096;

  /** What the JDK says when Linux has no more watches for this user (ENOSPC). */
  private static final String NO_MORE = "limit";

  private final WatchService service;
  private final int most;
  private final Progress log;
  private final RecentChanges recent = new RecentChanges(Clock.systemUTC());
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, Path> folders = new HashMap<>();

  /** Those that are watched for a single file only. */
  private final Set<Path> aroundFiles = new HashSet<>();

  /** Changed files that are perhaps still being written, and since when, in nanoseconds. */
  private final Map<Path, Long> held = new LinkedHashMap<>();

  private Set<Path> roots = Set.of();
  private boolean full;
  private boolean leftOut;

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
    boolean again = leftOut;
    full = false;
    leftOut = false;
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
        add(root, again, entry -> {});
      } else if (parent != null && !keys.containsKey(parent) && register(parent)) {
        // A file that is written anew is another one: its name is what can be watched.
        aroundFiles.add(parent);
      }
    }
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

  private synchronized Set<Path> atRest(Set<Path> changed) {
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
      scan(folder, changed);
      return;
    }
    Path path = folder.resolve(name);
    if (!isWanted(path)) {
      return;
    }
    if (event.kind() == StandardWatchEventKinds.ENTRY_MODIFY) {
      if (recent.isChange(path)) {
        change(path, changed);
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
        add(path, false, entry -> change(entry, changed));
      }
    }
  }

  private void change(Path path, Set<Path> changed) {
    boolean many = changed.size() >= MOST_CHANGED && !changed.contains(path);
    Path told = many && path.getParent() != null ? path.getParent() : path;
    if (isWanted(told) && changed.add(told)) {
      recent.note(told);
    }
  }

  private boolean isWanted(Path path) {
    return roots.stream().anyMatch(path::startsWith);
  }

  /**
   * Adds a folder and those in it, outer ones first.
   *
   * @param again whether those that are watched already are looked through
   * @param each takes what is in the folders
   */
  private void add(Path top, boolean again, Consumer<Path> each) {
    Deque<Path> waiting = new ArrayDeque<>();
    waiting.add(top);
    while (!waiting.isEmpty()) {
      Path folder = waiting.remove();
      boolean known = keys.containsKey(folder);
      boolean begins = known ? aroundFiles.remove(folder) || again : register(folder);
      if (begins) {
        waiting.addAll(list(folder, each));
      }
    }
  }

  /** There were too many events: what has changed in a folder is anybody's guess. */
  private void scan(Path folder, Set<Path> changed) {
    change(folder, changed);
    Set<Path> inner =
        list(
            folder,
            entry -> {
              if (isWanted(entry) && recent.isChange(entry)) {
                change(entry, changed);
              }
            });
    inner.stream()
        .filter(this::isWanted)
        .forEach(each -> add(each, false, entry -> change(entry, changed)));
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
    if (!full && keys.size() >= most) {
      full = true;
      leaveOut(folder, "more than " + most + " are mounted: mount less");
    }
    if (full) {
      leftOut = true;
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
      full = String.valueOf(e.getMessage()).contains(NO_MORE);
      String remedy = full ? ": mount less, or raise fs.inotify.max_user_watches" : "";
      leaveOut(folder, e.getMessage() + remedy);
      return false;
    }
  }

  private void leaveOut(Path folder, String why) {
    leftOut = true;
    log.say(
        "containers are told of no changes in %s%s: %s"
            .formatted(folder, full ? " and other folders" : "", why));
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
