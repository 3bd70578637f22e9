package org.boot2docker.builder.lock;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads and writes locks as JSON. */
public final class LockFile {
  private static final int FORMAT = 1;

  /** A lock of all of Debian's packages has about as much. */
  private static final int MOST_BYTES = 32 << 20;

  private LockFile() {}

  /** The file's layout. */
  private record Layout(
      int format,
      @Nullable String architecture,
      @Nullable List<LockedPackage> base,
      @Nullable List<LockedPackage> rootfs,
      @Nullable List<LockedPackage> docker,
      @Nullable List<LockedPackage> engine,
      @Nullable List<LockedPackage> loaders,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<LockedImage> images,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<LockedRepository> repositories) {}

  /** Writes a lock, aside first; the same lock is always the same bytes. */
  public static void write(Lock lock, Path file) throws IOException {
    Layout layout =
        new Layout(
            FORMAT,
            lock.architecture().debianName(),
            lock.base(),
            lock.rootfs(),
            lock.docker(),
            lock.engine(),
            lock.loaders(),
            lock.images(),
            lock.repositories());
    AtomicFile.text(file, Json.text(layout) + "\n");
  }

  /**
   * Reads a lock.
   *
   * @throws BuildException when there is none or it is not a lock
   */
  public static Lock read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new BuildException(
          "there is no lock file " + file + ": make it with 'boot2docker lock'");
    }
    Layout layout;
    try {
      layout = Json.read(InputFile.text(file, MOST_BYTES), Layout.class);
    } catch (JsonProcessingException e) {
      throw new BuildException(
          "%s:%d is not a lock file (%s): renew it with 'boot2docker lock'"
              .formatted(file, Json.lineOf(e), Json.reasonOf(e)),
          e);
    }
    if (layout.format() != FORMAT) {
      throw new BuildException(
          file
              + " has format "
              + layout.format()
              + ", not "
              + FORMAT
              + ": renew it with 'boot2docker lock'");
    }
    return new Lock(
        architecture(layout, file),
        whole(layout.base(), "base", file),
        whole(layout.rootfs(), "rootfs", file),
        whole(layout.docker(), "docker", file),
        // Locks that were made before an engine could be compiled have no such list.
        whole(Optional.ofNullable(layout.engine()).orElse(List.of()), "engine", file),
        whole(layout.loaders(), "loaders", file),
        // The same goes for locks of images without containers, and of Debian's packages only.
        whole(Optional.ofNullable(layout.images()).orElse(List.of()), "images", file),
        whole(Optional.ofNullable(layout.repositories()).orElse(List.of()), "repositories", file));
  }

  private static Architecture architecture(Layout layout, Path file) throws BuildException {
    String name = String.valueOf(layout.architecture());
    return Architecture.ofDebianName(name)
        .orElseThrow(
            () ->
                new BuildException(
                    "%s is of the unknown architecture %s: renew it with 'boot2docker lock'"
                        .formatted(file, name)));
  }

  private static <T> List<T> whole(@Nullable List<T> list, String part, Path file)
      throws BuildException {
    if (list == null || list.stream().anyMatch(Objects::isNull)) {
      throw new BuildException(
          file + " lacks " + part + ", or an entry of it: renew it with 'boot2docker lock'");
    }
    return list;
  }
}
