package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.machine.model.Share;

/**
 * Whose the files are that the guest makes in a shared folder: the user who runs this program, and
 * when root does, the folder's owner.
 *
 * @param user his number, never root's
 * @param group the group's number
 */
record FolderOwner(int user, int group) {
  /** Linux gives this directory to the user and group of whoever looks. */
  private static final Path SELF = Path.of("/proc/self");

  /**
   * The owner for a folder; empty when root shares what is root's, and where files have no numeric
   * owners.
   *
   * @param own a folder that this program made
   */
  static Optional<FolderOwner> of(Path folder, Path own) throws IOException {
    if (!own.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    FolderOwner me = read(Files.exists(SELF) ? SELF : own);
    FolderOwner owner = me.user() == 0 ? read(folder) : me;
    return Optional.of(owner).filter(found -> found.user() != 0);
  }

  /** The first that is found among the owners of several folders. */
  static Optional<FolderOwner> ofAny(List<Share> shares, Path own) throws IOException {
    for (Share share : shares) {
      Optional<FolderOwner> owner = of(share.directory(), own);
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }

  private static FolderOwner read(Path path) throws IOException {
    return new FolderOwner(
        (Integer) Files.getAttribute(path, "unix:uid"),
        (Integer) Files.getAttribute(path, "unix:gid"));
  }
}
