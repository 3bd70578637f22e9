package org.boot2docker.init.disk;

import java.util.Comparator;
import org.boot2docker.init.format.FormatMagic;

/**
 * A whole disk whose first bytes ask to be formatted.
 *
 * @param disk its kernel name, such as {@code sda}
 * @param bytes its size
 */
record Request(String disk, long bytes) {
  /** By name as people count. */
  static final Comparator<Request> IN_ORDER = Comparator.comparing(r -> Natural.key(r.disk()));

  boolean isLargeEnough() {
    return bytes >= FormatMagic.LEAST_BYTES;
  }
}
