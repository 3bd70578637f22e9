package org.boot2docker.builder.description;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Docker: where it may come from, and what of it goes into the image.
 *
 * @param suites groups of suites in order: the first group that verifies and whose programs find
 *     their libraries is taken
 * @param engine how its programs are compiled, if they are
 * @param contents what goes into the image
 */
public record DockerSpec(
    List<List<String>> suites, Optional<EngineSpec> engine, Contents contents) {

  /**
   * What goes into the image, wherever the packages come from.
   *
   * @param packages packages and the files taken from them
   * @param links symbolic links, path to target
   * @param versionPackage the package whose version is the image's
   * @param place where that package is named
   */
  public record Contents(
      List<PackageSpec> packages,
      SortedMap<String, String> links,
      String versionPackage,
      Place place) {}
}
