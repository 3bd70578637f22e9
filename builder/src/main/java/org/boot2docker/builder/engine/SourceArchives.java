package org.boot2docker.builder.engine;

import java.util.List;
import org.boot2docker.builder.description.EngineSpec.ArchiveSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.archive.LockedPackage;

/** Finds the tar archives of source packages. */
final class SourceArchives {
  private SourceArchives() {}

  /** The described archive among locked packages. */
  static LockedPackage find(ArchiveSpec archive, List<LockedPackage> packages)
      throws BuildException {
    return packages.stream()
        .filter(each -> each.fromSource() && each.name().equals(archive.packageName()))
        .filter(each -> archive.matches(each.fileName()))
        .findFirst()
        .orElseThrow(
            () ->
                archive
                    .place()
                    .error(
                        "is the source package "
                            + archive.packageName()
                            + ", whose archive "
                            + archive.part()
                            + " the lock does not have: renew it with 'boot2docker lock'"));
  }
}
