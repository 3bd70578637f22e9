package org.boot2docker.builder.content;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.boot2docker.builder.description.FilesSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;

/** Takes from a package what the description asks for. */
public final class PackageFiles {
  private final Predicate<String> excluded;

  /** Paths that match are left out of every package. */
  public PackageFiles(PathPatterns exclude) {
    this.excluded = exclude.compiled();
  }

  /** The package that a part of the description means, among those planned or locked. */
  public static LockedPackage find(PackageSpec spec, List<LockedPackage> packages)
      throws BuildException {
    for (String name : spec.names()) {
      for (LockedPackage candidate : packages) {
        if (candidate.name().equals(name)) {
          return candidate;
        }
      }
    }
    throw spec.place()
        .error(
            "is the package "
                + spec.displayName()
                + ", which the lock does not have: renew it with 'boot2docker lock'");
  }

  /** What parts of the description want of each package; several may mean one, by other names. */
  public static Map<LockedPackage, PackageSpec> byPackage(
      List<PackageSpec> specs, List<LockedPackage> packages) throws BuildException {
    Map<LockedPackage, PackageSpec> found = new HashMap<>();
    for (PackageSpec spec : specs) {
      found.merge(find(spec, packages), spec, PackageSpec::and);
    }
    return found;
  }

  /** Which paths of a package are worth unpacking. */
  public Predicate<String> wanted(PackageSpec spec) {
    Predicate<String> listed = spec.wanted();
    return path -> {
      String merged = MergedUsr.path(path);
      return listed.test(merged) && !excluded.test(merged);
    };
  }

  /**
   * The package's files as they go into the image, in a merged {@code /usr}.
   *
   * @param unpacked the files that were {@link #wanted}
   * @throws BuildException when a description takes files that are not there
   */
  public FileTree take(PackageSpec spec, FileTree unpacked) throws BuildException {
    FileTree merged = MergedUsr.of(unpacked);
    List<String> paths =
        merged.entries().entrySet().stream()
            .filter(entry -> !(entry.getValue() instanceof Directory))
            .map(Map.Entry::getKey)
            .toList();
    for (FilesSpec files : spec.files()) {
      if (paths.stream()
          .noneMatch(files.patterns().isEmpty() ? path -> true : files.patterns().compiled())) {
        throw files
            .place()
            .error(
                "matches no file of the package "
                    + spec.displayName()
                    + ": correct "
                    + (files.patterns().isEmpty()
                        ? "its name"
                        : String.join(", ", files.patterns().patterns()))
                    + ", or exclude less");
      }
    }
    return merged;
  }
}
