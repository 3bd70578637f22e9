package org.boot2docker.debian.archive;

import java.net.URI;
import org.boot2docker.debian.trust.Keyring;

/**
 * An apt repository that is not Debian's.
 *
 * @param base the directory that has {@code dists}
 * @param keyring the keys that may sign it, and nothing else
 */
public record Repository(URI base, Keyring keyring) {

  /** Completes the base URL. */
  public Repository {
    base = Mirror.directory(base);
  }
}
