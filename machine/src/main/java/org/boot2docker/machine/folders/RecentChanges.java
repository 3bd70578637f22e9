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
  /** An echo comes sooner after the guest was told. */
  private static final Duration ECHO = Duration.ofSeconds(10);

  /** Files of the last groups of changes; each group is smaller. */
  private static final int MOST = 16_384;

  /** A file that was written so recently is perhaps still being written. */
  private static final Duration REST = Duration.ofMillis(100);

  private final Clock clock;
  private final Map<Path, Seen> seen = new LinkedHashMap<>();

  private record Seen(FileTime modified, long size, Instant when) {
    boolean isSame(Seen other) {
      return modified.equals(other.modified) && size == other.size;
    }
  }

  RecentChanges(Clock clock) {
    this.clock = clock;
  }

  /** Takes note of what a file is now; an echo of that is no change. */
  void note(Path path) {
    read(path).ifPresent(now -> put(path, now));
  }

  /** Whether a reported file is another than at the last report; takes note of it. */
  boolean isChange(Path path) {
    Optional<Seen> now = read(path);
    if (now.isEmpty()) {
      return false;
    }
    Seen before = seen.get(path);
    put(path, now.get());
    return before == null || !before.isSame(now.get());
  }

  /** The guest has just been told: from now on there may be echoes. */
  void expectEchoes() {
    Instant now = clock.instant();
    seen.replaceAll((path, each) -> new Seen(each.modified(), each.size(), now));
  }

  /** Whether a file has not been written just now. */
  boolean isAtRest(Path path) {
    Optional<Seen> now = read(path);
    if (now.isEmpty()) {
      return true;
    }
    Duration age = Duration.between(now.get().modified().toInstant(), clock.instant());
    return age.isNegative() || age.compareTo(REST) >= 0;
  }

  private void put(Path path, Seen now) {
    seen.remove(path);
    seen.put(path, now);
    Instant end = clock.instant().minus(ECHO);
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && (oldest.next().when().isBefore(end) || seen.size() > MOST)) {
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
