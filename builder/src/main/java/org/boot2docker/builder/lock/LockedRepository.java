package org.boot2docker.builder.lock;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The repository of a suite that is not Debian's.
 *
 * @param suite what the description calls the suite, and each of its locked packages
 * @param name what the description calls the repository: the vendor in package URLs
 * @param dist the suite's folder below {@code dists} in the repository
 * @param url where the description says that it is; empty when that leaves it to the user, whose
 *     mirrors are no part of a lock
 */
public record LockedRepository(
    String suite,
    String name,
    String dist,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String url) {
  /**
   * Refuses what no lock file of ours has.
   *
   * @throws IllegalArgumentException when something is missing
   */
  public LockedRepository {
    url = Objects.requireNonNullElse(url, "");
    if (Stream.of(suite, name, dist).anyMatch(text -> text == null || text.isEmpty())) {
      throw new IllegalArgumentException("a repository without suite or name");
    }
  }
}
