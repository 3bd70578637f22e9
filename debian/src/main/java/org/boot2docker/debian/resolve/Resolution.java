package org.boot2docker.debian.resolve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.debian.control.PackageRecord;

/**
 * The chosen packages.
 *
 * @param packages by name, one version each
 * @param reasons for each name, how it came in: {@code docker.io → runc (>= 1.0)}, or its own name
 *     for a root
 */
public record Resolution(List<PackageRecord> packages, Map<String, String> reasons) {

  /** Copies the lists. */
  public Resolution {
    packages = List.copyOf(packages);
    reasons = Map.copyOf(reasons);
  }

  /** The chosen version of a package. */
  public Optional<PackageRecord> get(String name) {
    return packages.stream().filter(chosen -> chosen.name().equals(name)).findFirst();
  }
}
