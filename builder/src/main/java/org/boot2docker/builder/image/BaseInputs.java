package org.boot2docker.builder.image;

import java.util.List;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;

/** All that the step base depends on. */
public sealed interface BaseInputs {

  /** The kernel's packages. */
  List<LockedPackage> packages();

  /**
   * For a kernel as Debian has compiled it.
   *
   * @param tool sum of the classes that do the work
   * @param architecture of the image
   * @param base what to take
   * @param packages the kernel's packages
   */
  record Packaged(
      String tool, Architecture architecture, BaseSpec.Packaged base, List<LockedPackage> packages)
      implements BaseInputs {}

  /**
   * For a kernel that is compiled.
   *
   * @param tool sum of the classes that decide the kernel; not all of our classes are among them: a
   *     compilation takes too long to be done again for a change that has nothing to do with it
   * @param architecture of the image
   * @param base what to compile
   * @param packages those with the source
   * @param toolchain what compiles it
   */
  record Source(
      String tool,
      Architecture architecture,
      BaseSpec.Source base,
      List<LockedPackage> packages,
      Toolchain.Versions toolchain)
      implements BaseInputs {

    /** Those of the same kernel with all of its modules in the image. */
    Source whole() {
      return new Source(tool, architecture, base.whole(), packages, toolchain);
    }
  }
}
