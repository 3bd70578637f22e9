package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may read, write and execute a file, as the nine lowest bits of its mode in POSIX. */
final class FileMode {
  /** All bits. */
  static final int MASK = 0777;

  private static final int BITS = 9;

  private FileMode() {}

  /** That of a file; empty on systems that have none, such as Windows. */
  static Optional<Integer> of(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return posix == null
        ? Optional.empty()
        : Optional.of(bits(posix.readAttributes().permissions()));
  }

  /** Gives a file the mode, where there is one. */
  static void set(Path file, int mode) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(permissions(mode));
    }
  }

  /** The order of the constants is that of the bits, from the highest. */
  private static int bits(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (PosixFilePermission permission : permissions) {
      bits |= 1 << (BITS - 1 - permission.ordinal());
    }
    return bits;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode >> (BITS - 1 - permission.ordinal()) & 1) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }
}
