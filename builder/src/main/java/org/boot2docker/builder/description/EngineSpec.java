package org.boot2docker.builder.description;

import java.util.List;
import java.util.SortedMap;
import org.boot2docker.formats.tree.FileTree;

/**
 * Docker's programs compiled from source: what of, and how.
 *
 * @param compiler the package that depends on the newest Go compiler, or has it
 * @param packages packages with Go sources
 * @param archives tar archives of source packages, for what those lack
 * @param modules import paths of folders that get a go.mod, because without one Go does not find
 *     what they import by a version's name
 * @param sources our own sources, below {@code src}
 * @param patches unified diffs in the order in which they are applied
 * @param mains import paths of programs that are made into packages, so that ours can call them
 * @param tags build tags
 * @param variables values of string variables by their names; {@code {NAME}} in one is the version
 *     of the package of that name
 * @param programs paths in the image and the import path of the program that is there
 * @param place where it is described
 */
public record EngineSpec(
    String compiler,
    List<String> packages,
    List<ArchiveSpec> archives,
    List<String> modules,
    FileTree sources,
    List<DistributionFile> patches,
    List<String> mains,
    List<String> tags,
    SortedMap<String, String> variables,
    SortedMap<String, String> programs,
    Place place) {

  /**
   * A tar archive of a source package.
   *
   * @param packageName the source package
   * @param part what follows the version in the file's name: {@code orig}, {@code orig-cli}
   * @param from the folder of the archive that is taken, below the one at its top; empty for all
   * @param to the import path it is put at; what packages have there already stays
   * @param place where the source package is named
   */
  public record ArchiveSpec(String packageName, String part, String from, String to, Place place) {

    /** Whether a file of the source package, {@code NAME_VERSION.PART.tar.xz}, is the archive. */
    public boolean matches(String fileName) {
      return fileName.contains("." + part + ".tar.") && !fileName.endsWith(".asc");
    }
  }
}
