package org.boot2docker.debian.archive;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.boot2docker.debian.control.PackageRecord;

/**
 * A suite whose indexes were verified.
 *
 * @param request what was asked for
 * @param release its release file
 * @param base the archive it was loaded from
 * @param signers fingerprints of the primary keys that signed it
 * @param packages all its packages for one architecture, in the order of the indexes
 */
public record Suite(
    SuiteRequest request,
    Release release,
    URI base,
    Set<String> signers,
    List<PackageRecord> packages) {

  /** The name it was asked for by. */
  public String name() {
    return request.name();
  }

  @Override
  public String toString() {
    return name() + (release.version().isEmpty() ? "" : " (" + release.version() + ")");
  }
}
