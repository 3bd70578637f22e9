package org.boot2docker.builder.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;

/**
 * The exact packages of an image. The same lock and the same description give the same bytes.
 *
 * @param architecture the image's
 * @param base the kernel
 * @param rootfs user land, with the packages that only bring libraries
 * @param docker Docker's
 * @param loaders the boot loaders
 */
public record Lock(
    Architecture architecture,
    List<LockedPackage> base,
    List<LockedPackage> rootfs,
    List<LockedPackage> docker,
    List<LockedPackage> loaders) {

  /** Sorts each list by name. */
  public Lock {
    base = sorted(base);
    rootfs = sorted(rootfs);
    docker = sorted(docker);
    loaders = sorted(loaders);
  }

  /** Every package. */
  public List<LockedPackage> all() {
    List<LockedPackage> all = new ArrayList<>(base);
    all.addAll(rootfs);
    all.addAll(docker);
    all.addAll(loaders);
    return all;
  }

  private static List<LockedPackage> sorted(List<LockedPackage> packages) {
    return packages.stream()
        .sorted(
            Comparator.comparing(LockedPackage::name).thenComparing(LockedPackage::architecture))
        .toList();
  }
}
