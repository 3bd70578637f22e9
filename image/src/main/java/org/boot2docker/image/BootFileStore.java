package org.boot2docker.image;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.text.Progress;

/**
 * Boot files that the directories of several machines have in common. They are made once, in a
 * folder here, and each directory gets names of its own for them (hard links), so that what one
 * machine does with its directory is nothing to the others. What no directory has any more goes
 * when other files are made.
 *
 * @param folder on the file system that the directories are on
 */
public record BootFileStore(Path folder) {
  private static final String LOCK = "lock";
  private static final String LINKS = "unix:nlink";
  private static final int NAME_CHARACTERS = 16;

  /** What is called otherwise, or has other files, is not ours. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{" + NAME_CHARACTERS + "}");

  /** To extract and unpack an image takes seconds, on a slow disk a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Makes the files of an image. */
  interface Maker {
    /** In a directory, where they may be already. */
    void make(Path directory) throws IOException;
  }

  /**
   * Gets a directory an image's files. Where that can't be, such as without hard links, the
   * directory gets none.
   *
   * @param identity of the image
   * @param progress hears for whom this waits, and what prevents it
   * @throws ImageException of the maker
   * @throws IOException when the directory can't be used
   */
  void fill(Path directory, String identity, Maker maker, Progress progress) throws IOException {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(directory);
      fillAlone(directory, identity, maker, progress);
    } catch (ImageException e) {
      throw e;
    } catch (IOException e) {
      if (!isOfFolder(e)) {
        throw e;
      }
      sayUnusable(e, progress);
    }
  }

  /**
   * Whether an error names the folder or a file in it: a full disk, say, is also full elsewhere.
   */
  private boolean isOfFolder(IOException e) {
    if (e instanceof FileSystemException file && file.getFile() != null) {
      return Stream.of(file.getFile(), Objects.requireNonNullElse(file.getOtherFile(), ""))
          .anyMatch(name -> Path.of(name).toAbsolutePath().startsWith(folder.toAbsolutePath()));
    }
    // Our own errors name the file in their text.
    return Objects.requireNonNullElse(e.getMessage(), "").contains(folder + File.separator);
  }

  private void sayUnusable(IOException e, Progress progress) {
    progress.say(
        "the machine gets boot files of its own, as %s can't be used (%s): correct or delete that folder"
            .formatted(folder, reason(e)));
  }

  /** Messages of the system are often only a file's name. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException || e.getMessage() == null
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : e.getMessage();
  }

  @SuppressWarnings("try") // The lock is only held.
  private void fillAlone(Path directory, String identity, Maker maker, Progress progress)
      throws IOException {
    Optional<HeldLock> lock = lock(progress);
    if (lock.isEmpty()) {
      return;
    }
    try (HeldLock held = lock.get()) {
      if (!canLinkInto(directory)) {
        return;
      }
      String name =
          Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_CHARACTERS);
      Path made = folder.resolve(name);
      maker.make(made);
      link(made, directory);
      sweepBehind(made, progress);
    }
  }

  /** Nothing where it stays another's, or where there are no locks, such as on some NFS servers. */
  private Optional<HeldLock> lock(Progress progress) {
    try {
      return HeldLock.acquire(
          folder.resolve(LOCK),
          HeldLock.Kind.ALONE,
          PATIENCE,
          holder -> progress.say("waiting for another command, which unpacks an image"));
    } catch (IOException e) {
      sayUnusable(e, progress);
      return Optional.empty();
    }
  }

  /** The directory has its files: what can't be deleted costs room and nothing else. */
  private void sweepBehind(Path made, Progress progress) {
    try {
      sweep(Optional.of(made));
    } catch (IOException e) {
      progress.say(
          "boot files in %s that no machine uses are not deleted (%s): delete that folder"
              .formatted(folder, reason(e)));
    }
  }

  /**
   * USB sticks have no hard links, nor are there any to another file system; on Windows they are
   * not counted, so that nothing could go.
   */
  private boolean canLinkInto(Path directory) throws IOException {
    Path second = directory.resolve(LOCK + ".link");
    Files.deleteIfExists(second);
    try {
      Files.createLink(second, folder.resolve(LOCK));
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false;
    }
    Files.delete(second);
    return countsLinks(folder);
  }

  private static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : KeptBootFiles.NAMES) {
      Files.deleteIfExists(to.resolve(name));
    }
    for (String name : KeptBootFiles.NAMES) {
      if (Files.exists(from.resolve(name))) {
        Files.createLink(to.resolve(name), from.resolve(name));
      }
    }
  }

  /**
   * Deletes what no directory has.
   *
   * @return how much it was, in bytes
   */
  @SuppressWarnings("try") // The lock is only held.
  public long prune() throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    Optional<HeldLock> lock = HeldLock.tryAcquire(folder.resolve(LOCK), HeldLock.Kind.ALONE);
    if (lock.isEmpty()) {
      return 0;
    }
    try (HeldLock held = lock.get()) {
      return sweep(Optional.empty());
    }
  }

  private long sweep(Optional<Path> needed) throws IOException {
    long bytes = 0;
    for (Path made : list(folder)) {
      if (isOurs(made) && !made.equals(needed.orElse(null)) && !isShared(made)) {
        bytes += bytesOfLastNames(made);
        Folders.delete(made);
      }
    }
    return bytes;
  }

  private static boolean isOurs(Path made) throws IOException {
    if (!NAME.matcher(made.getFileName().toString()).matches()
        || !Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (Path file : list(made)) {
      String name = file.getFileName().toString();
      // Our own unfinished files, and what file managers and NFS leave everywhere.
      if (!KeptBootFiles.NAMES.contains(name) && !name.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShared(Path made) throws IOException {
    for (Path file : list(made)) {
      if (links(file) > 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * How much becomes free when a directory is deleted: files that no other directory has.
   *
   * @return bytes
   */
  public static long bytesOfLastNames(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : list(directory)) {
      if (!countsLinks(directory) || links(file) == 1) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static boolean countsLinks(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static int links(Path file) throws IOException {
    return (int) Files.getAttribute(file, LINKS);
  }
}
