package org.boot2docker.builder.description;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A package, and what of it goes into the image.
 *
 * @param names the package's name; when there are several, the first that its suites have
 * @param dependencies whether the packages it depends on are looked through for libraries
 * @param files what is taken; more than one when several descriptions want something of it
 * @param place where it is described first
 */
public record PackageSpec(
    List<String> names, boolean dependencies, List<FilesSpec> files, Place place) {

  /** The same package with what another description takes of it, too. */
  public PackageSpec and(PackageSpec more) {
    return new PackageSpec(
        names,
        dependencies || more.dependencies,
        Stream.concat(files.stream(), more.files.stream()).toList(),
        place);
  }

  /** Which paths are taken. */
  public Predicate<String> wanted() {
    if (files.stream().anyMatch(each -> each.patterns().isEmpty())) {
      return path -> true;
    }
    List<Predicate<String>> patterns =
        files.stream().map(each -> each.patterns().compiled()).toList();
    return path -> patterns.stream().anyMatch(pattern -> pattern.test(path));
  }

  /** The name to speak of it by. */
  public String displayName() {
    return String.join(" | ", names);
  }
}
