package org.boot2docker.builder.description;

import java.util.List;
import org.boot2docker.formats.tree.PathPatterns;

/**
 * A package, and what of it goes into the image.
 *
 * @param names the package's name; when there are several, the first that its suites have
 * @param dependencies whether the packages it depends on are looked through for libraries
 * @param files patterns of the files taken, all when there are none
 */
public record PackageSpec(List<String> names, boolean dependencies, PathPatterns files) {

  /** The same package with what another description takes of it, too. */
  PackageSpec and(PackageSpec more) {
    return new PackageSpec(names, dependencies || more.dependencies, files.and(more.files));
  }

  /** The name to speak of it by. */
  public String displayName() {
    return String.join(" | ", names);
  }
}
