package org.boot2docker.builder.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.debian.download.CacheLock;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Durable;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.text.Progress;

/**
 * Results of steps on disk, by step and key.
 *
 * <p>Runs use it side by side. Each holds the lock of the whole cache as one of many from its
 * beginning to its end, and only who has it alone deletes anything: no result goes while a run
 * reads it. Who makes a result holds that result's lock, so that no other run makes it too.
 */
public final class StepCache implements AutoCloseable {

  /** How many results of each step are kept: enough to go back and forth between two profiles. */
  private static final int KEPT = 4;

  private static final String INPUTS = "inputs";
  private static final String UNFINISHED = ".unfinished-";
  private static final String LOCK = "lock";

  /** How long to wait for a run that only deletes. */
  private static final Duration TIDYING = Duration.ofMinutes(10);

  /** How long to wait for a run that makes the same result: a kernel on a slow machine. */
  private static final Duration MAKING = Duration.ofHours(6);

  private final Path root;
  private final Clock clock;
  private final Progress progress;
  private final CacheLock use;

  private StepCache(Path root, Clock clock, Progress progress, CacheLock use) {
    this.root = root;
    this.clock = clock;
    this.progress = progress;
    this.use = use;
  }

  /** Opens the cache in a directory; what killed runs have left in it goes. */
  public static StepCache open(Path root, Clock clock, Progress progress) throws IOException {
    tidy(root);
    CacheLock use = CacheLock.acquire(root.resolve(LOCK), HeldLock.Kind.SHARED, TIDYING, progress);
    return new StepCache(root, clock, progress, use);
  }

  /** Lets results go that were used longest ago, unless another run uses the cache. */
  @Override
  public void close() throws IOException {
    use.close();
    tidy(root);
  }

  /** Makes a step's result in an empty directory. */
  public interface Maker {
    /** Writes the result; nothing is kept when this throws. */
    void make(Path directory) throws IOException;
  }

  /** The directory with a step's result, when it is there and whole. */
  public Optional<Path> find(StepName step, StepInputs inputs) throws IOException {
    Path entry = entry(step, inputs);
    if (!isFinished(entry) || !StoredTree.isWhole(entry)) {
      return Optional.empty();
    }
    Files.setLastModifiedTime(entry, FileTime.from(clock.instant()));
    return Optional.of(entry);
  }

  /** Why a step that is not in the cache has to run, for people. */
  public String reason(StepName step, StepInputs inputs) throws IOException {
    if (isFinished(entry(step, inputs))) {
      return "its result is damaged";
    }
    List<Path> older = entries(root.resolve(step.toString()));
    if (older.isEmpty()) {
      return "not built before";
    }
    return inputs.changeSince(StepInputs.parse(Files.readString(older.get(0).resolve(INPUTS))));
  }

  /**
   * Makes a step's result and keeps it, unless another run was just making it.
   *
   * @return the directory that has it
   */
  public Path make(StepName step, StepInputs inputs, Maker maker) throws IOException {
    Path entry = entry(step, inputs);
    Path lock = entry.resolveSibling(inputs.key() + "." + LOCK);
    try (CacheLock mine = CacheLock.acquire(lock, HeldLock.Kind.ALONE, MAKING, progress)) {
      Optional<Path> meanwhile = find(step, inputs);
      return meanwhile.isPresent() ? meanwhile.get() : makeAside(entry, inputs, maker);
    }
  }

  private Path makeAside(Path entry, StepInputs inputs, Maker maker) throws IOException {
    Path aside = Files.createTempDirectory(entry.getParent(), UNFINISHED);
    try {
      maker.make(aside);
      force(aside);
      Files.writeString(aside.resolve(INPUTS), inputs.text());
      Durable.force(aside.resolve(INPUTS));
      Folders.delete(entry);
      return Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw AtomicFile.isFull(e) ? full(e) : e;
    } finally {
      Folders.delete(aside);
    }
  }

  /** After a power cut, what says that a result is finished must not be there without it. */
  private static void force(Path result) throws IOException {
    try (Stream<Path> files = Files.walk(result)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Durable.force(file);
      }
    }
  }

  /** No suite is to blame for it, so it must not make the build try another one. */
  private CacheException full(IOException e) {
    return new CacheException(
        "no space left for the cache " + root + ": make room or choose another place with --cache",
        e);
  }

  private Path entry(StepName step, StepInputs inputs) {
    return root.resolve(step.toString()).resolve(inputs.key());
  }

  /** The finished entries of a step, the last used first. */
  private static List<Path> entries(Path step) throws IOException {
    return list(step).stream()
        .filter(StepCache::isFinished)
        .sorted(Comparator.comparing(StepCache::lastUse).reversed())
        .toList();
  }

  private static boolean isFinished(Path entry) {
    return Files.exists(entry.resolve(INPUTS));
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.toList();
    }
  }

  private static void tidy(Path root) throws IOException {
    Optional<CacheLock> alone = CacheLock.tryAcquire(root.resolve(LOCK), HeldLock.Kind.ALONE);
    if (alone.isEmpty()) {
      return;
    }
    try (CacheLock held = alone.get()) {
      for (Path step : list(root)) {
        tidyStep(step);
      }
    }
  }

  /** Deletes what is not finished, locks of results, and results that were not used for long. */
  private static void tidyStep(Path step) throws IOException {
    List<Path> kept = entries(step).stream().limit(KEPT).toList();
    for (Path each : list(step)) {
      if (!kept.contains(each)) {
        if (isFinished(each)) {
          // First, so that what is left when this is killed is not taken for a result.
          Files.delete(each.resolve(INPUTS));
        }
        Folders.delete(each);
      }
    }
  }

  private static FileTime lastUse(Path entry) {
    try {
      return Files.getLastModifiedTime(entry);
    } catch (IOException e) {
      // It was deleted meanwhile by hand: as good as never used.
      return FileTime.fromMillis(0);
    }
  }
}
