package org.boot2docker.machine.folders;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.boot2docker.formats.text.Progress;

/** Which folders a watch service watches: trees, and those around single files. */
final class WatchedFolders {
  /** What the JDK says when Linux has no more watches for this user (ENOSPC). */
  private static final String NO_MORE = "limit";

  private final WatchService service;
  private final int most;
  private final Progress log;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, Path> folders = new HashMap<>();

  /** Those that are watched for a single file only. */
  private final Set<Path> aroundFiles = new HashSet<>();

  private Set<Path> roots = Set.of();
  private boolean full;
  private boolean leftOut;

  /**
   * Watches nothing yet.
   *
   * @param most how many folders it will watch
   * @param log takes what can't be watched
   */
  WatchedFolders(WatchService service, int most, Progress log) {
    this.service = service;
    this.most = most;
    this.log = log;
  }

  /**
   * Watches these folders and files from now on, and no others.
   *
   * @param wanted real paths: links are not followed
   */
  void set(Set<Path> wanted) {
    roots = Set.copyOf(wanted);
    boolean again = leftOut;
    full = false;
    leftOut = false;
    List.copyOf(keys.keySet()).stream().filter(folder -> !contains(folder)).forEach(this::reduce);
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

  /** A folder that is no longer wanted may still be around a file that is. */
  private void reduce(Path folder) {
    if (roots.stream().anyMatch(root -> folder.equals(root.getParent()))) {
      aroundFiles.add(folder);
    } else {
      forget(folder);
    }
  }

  /** Whether a path is one of those that are wanted, or in one. */
  boolean contains(Path path) {
    return roots.stream().anyMatch(path::startsWith);
  }

  /** The folder whose events have this key. */
  Optional<Path> of(WatchKey key) {
    return Optional.ofNullable(folders.get(key));
  }

  /** A new folder, with those in it; what is in them is given to somebody. */
  void add(Path top, Consumer<Path> each) {
    add(top, false, each);
  }

  /** Outer ones first, because those are watched if not all can be. */
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

  /** Gives the folders in one, and all that is in it to somebody. */
  Set<Path> list(Path folder, Consumer<Path> each) {
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

  /** One was deleted, or moved: another one may come in its place. */
  void gone(Path path) {
    if (keys.containsKey(path)) {
      List.copyOf(keys.keySet()).stream()
          .filter(each -> each.startsWith(path))
          .forEach(this::forget);
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
}
