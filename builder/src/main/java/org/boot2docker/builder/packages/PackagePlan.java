package org.boot2docker.builder.packages;

import java.io.IOException;
import java.util.List;
import org.boot2docker.debian.archive.LockedPackage;

/** The packages of each part of an image. */
public sealed interface PackagePlan permits LockedPlan, ResolvedPlan {

  /** The kernel. */
  List<LockedPackage> base();

  /** User land and the packages it depends on. */
  List<LockedPackage> rootfs();

  /** The boot loaders. */
  List<LockedPackage> loaders();

  /** How many choices there are for Docker, at least one. */
  int dockerChoices();

  /**
   * A choice for Docker's packages, best first; a later one is only asked for when the one before
   * did not do.
   *
   * @throws IOException with the reason why this choice can't be had
   */
  DockerChoice docker(int choice) throws IOException;

  /**
   * Docker's packages from one group of suites.
   *
   * @param origin the suites, for people
   * @param packages the packages
   * @param engine what the programs are compiled from, if they are
   */
  record DockerChoice(String origin, List<LockedPackage> packages, List<LockedPackage> engine) {}
}
