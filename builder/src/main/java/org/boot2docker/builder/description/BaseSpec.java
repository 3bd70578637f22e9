package org.boot2docker.builder.description;

import java.util.List;
import java.util.stream.Stream;

/** The step base: where the kernel comes from. */
public sealed interface BaseSpec {

  /** The Debian package that the kernel is in, or the one that depends on the newest. */
  String packageName();

  /** Where the package is named. */
  Place place();

  /** The names of modules that the module pack has besides those of the image. */
  List<String> pack();

  /** The same kernel with the modules of the module pack in the image as well. */
  BaseSpec whole();

  /**
   * A kernel as Debian has compiled it.
   *
   * @param packageName the package
   * @param modules names of the modules that go into the image, their dependencies left out
   * @param pack names of the modules that the module pack has besides those
   * @param place where the package is named
   */
  record Packaged(String packageName, List<String> modules, List<String> pack, Place place)
      implements BaseSpec {

    @Override
    public Packaged whole() {
      List<String> all = Stream.concat(modules.stream(), pack.stream()).distinct().toList();
      return new Packaged(packageName, all, List.of(), place);
    }
  }

  /**
   * A kernel compiled from its source.
   *
   * @param packageName the package with the source as a compressed tar archive
   * @param patches unified diffs in the order in which they are applied
   * @param fragments parts of the configuration; of two that set the same option the later one wins
   * @param pack names of the modules that only the module pack has, unless others need them; all
   *     others go into the image
   * @param place where the package is named
   */
  record Source(
      String packageName,
      List<DistributionFile> patches,
      List<DistributionFile> fragments,
      List<String> pack,
      Place place)
      implements BaseSpec {

    @Override
    public Source whole() {
      return new Source(packageName, patches, fragments, List.of(), place);
    }
  }
}
