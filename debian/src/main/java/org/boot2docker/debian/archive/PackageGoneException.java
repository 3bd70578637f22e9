package org.boot2docker.debian.archive;

import java.io.IOException;

/** A locked package that the archive has dropped, as archives do when a newer version comes. */
public final class PackageGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  PackageGoneException(LockedPackage wanted, IOException cause) {
    super(
        wanted
            + " of suite "
            + wanted.suite()
            + " is neither on the mirror nor in the cache: renew the lock with 'boot2docker lock',"
            + " name another mirror with --mirror, an archive that keeps old versions with"
            + " --archive-url, or use a cache that has it",
        cause);
  }
}
