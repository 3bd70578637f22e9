package org.boot2docker.build.step;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.build.Output;
import org.boot2docker.debian.download.CacheException;
import org.jspecify.annotations.Nullable;

/** Results of steps on disk, by step and key. Its user holds the cache's lock. */
public final class StepCache {

  /** How many results of each step are kept: enough to go back and forth between two profiles. */
  private static final int KEPT = 4;

  private static final String INPUTS = "inputs";
  private static final String UNFINISHED = ".unfinished-";

  private final Path root;
  private final Clock clock;

  /** A cache in a directory, made when it is first written to. */
  public StepCache(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** Makes a step's result in an empty directory. */
  public interface Maker {
    /** Writes the result; nothing is kept when this throws. */
    void make(Path directory) throws IOException;
  }

  /** The directory with a step's result, when it is there. */
  public Optional<Path> find(StepName step, StepInputs inputs) throws IOException {
    Path entry = entry(step, inputs);
    if (!Files.exists(entry.resolve(INPUTS))) {
      return Optional.empty();
    }
    Files.setLastModifiedTime(entry, FileTime.from(clock.instant()));
    return Optional.of(entry);
  }

  /** Why a step that is not in the cache has to run, for people. */
  public String reason(StepName step, StepInputs inputs) throws IOException {
    List<Path> older = entries(step);
    if (older.isEmpty()) {
      return "not built before";
    }
    return inputs.changeSince(StepInputs.parse(Files.readString(older.get(0).resolve(INPUTS))));
  }

  /** Makes a step's result and keeps it; the directory that has it is given back. */
  public Path make(StepName step, StepInputs inputs, Maker maker) throws IOException {
    Path parent = Files.createDirectories(root.resolve(step.toString()));
    removeUnfinished(parent);
    Path aside = Files.createTempDirectory(parent, UNFINISHED);
    try {
      maker.make(aside);
      Files.writeString(aside.resolve(INPUTS), inputs.text());
      Path entry = entry(step, inputs);
      moveInto(aside, entry);
      prune(step);
      return entry;
    } catch (IOException e) {
      throw Output.isFull(e) ? full(e) : e;
    } finally {
      deleteAll(aside);
    }
  }

  /** No suite is to blame for it, so it must not make the build try another one. */
  private CacheException full(IOException e) {
    return new CacheException(
        "no space left for the cache " + root + "; make room or name another place with --cache",
        e);
  }

  private static void moveInto(Path aside, Path entry) throws IOException {
    deleteAll(entry);
    try {
      Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          entry + " came into being while it was built; is another build running?", e);
    }
  }

  private Path entry(StepName step, StepInputs inputs) {
    return root.resolve(step.toString()).resolve(inputs.key());
  }

  /** The finished entries of a step, the last used first. */
  private List<Path> entries(StepName step) throws IOException {
    Path parent = root.resolve(step.toString());
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(parent)) {
      return list.filter(entry -> Files.exists(entry.resolve(INPUTS)))
          .sorted(Comparator.comparing(StepCache::lastUse).reversed())
          .toList();
    }
  }

  private void prune(StepName step) throws IOException {
    List<Path> entries = entries(step);
    for (Path entry : entries.subList(Math.min(KEPT, entries.size()), entries.size())) {
      deleteAll(entry);
    }
  }

  private static void removeUnfinished(Path parent) throws IOException {
    try (Stream<Path> list = Files.list(parent)) {
      for (Path left :
          list.filter(p -> p.getFileName().toString().startsWith(UNFINISHED)).toList()) {
        deleteAll(left);
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

  /** Deletes a directory with everything in it, if it is there. */
  public static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
