package org.boot2docker.machine.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells changes from their echo. What the guest does to raise an event sets a file's time to
 * itself, and this host's kernel reports that as a change, too.
 */
final class RecentChanges {
  /** A change that is reported is this young. What is older needs no memory. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<Path, Seen> seen = new LinkedHashMap<>();

  private record Seen(FileTime modified, long size, Instant when) {}

  RecentChanges(Clock clock) {
    this.clock = clock;
  }

  /** Takes note of what a file is now; an echo of that is no change. */
  void note(Path path) {
    read(path).ifPresent(now -> put(path, now));
  }

  /** Whether a reported file has other contents than at the last report; takes note of it. */
  boolean isChange(Path path) {
    Optional<Seen> now = read(path);
    if (now.isEmpty() || now.get().modified().toInstant().isBefore(clock.instant().minus(YOUNG))) {
      return false;
    }
    Seen before = seen.get(path);
    boolean same =
        before != null
            && before.modified().equals(now.get().modified())
            && before.size() == now.get().size();
    put(path, now.get());
    return !same;
  }

  private void put(Path path, Seen now) {
    seen.remove(path);
    seen.put(path, now);
    Instant end = clock.instant().minus(YOUNG);
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().when().isBefore(end)) {
      oldest.remove();
    }
  }

  private Optional<Seen> read(Path path) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Seen(found.lastModifiedTime(), found.size(), clock.instant()));
    } catch (IOException e) {
      // It is gone again.
      return Optional.empty();
    }
  }
}
