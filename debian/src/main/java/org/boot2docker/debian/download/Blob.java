package org.boot2docker.debian.download;

import java.net.URI;
import java.util.List;

/**
 * Bytes known by their hash, and where they may be had.
 *
 * @param label what it is, for progress and messages
 * @param sha256 64 lower-case hexadecimal digits
 * @param size length in bytes
 * @param locations tried in this order; none is fine for what is in the cache already
 */
public record Blob(String label, String sha256, long size, List<URI> locations) {

  /** Refuses what could not be a file name in the cache. */
  public Blob {
    if (!sha256.matches("[0-9a-f]{64}") || size < 0) {
      throw new IllegalArgumentException(label + ": bad hash '" + sha256 + "' or size " + size);
    }
    locations = List.copyOf(locations);
  }
}
