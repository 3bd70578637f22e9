package org.boot2docker.builder.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;

/**
 * The exact packages of an image. The same lock and the same description give the same bytes.
 *
 * @param architecture the image's
 * @param base the kernel
 * @param rootfs user land, with the packages that only bring libraries
 * @param docker Docker's
 * @param engine what Docker's programs are compiled from: compiler, packages and files of source
 *     packages; empty when they are not
 * @param loaders the boot loaders
 * @param images container images
 * @param repositories of the suites that are not Debian's
 */
public record Lock(
    Architecture architecture,
    List<LockedPackage> base,
    List<LockedPackage> rootfs,
    List<LockedPackage> docker,
    List<LockedPackage> engine,
    List<LockedPackage> loaders,
    List<LockedImage> images,
    List<LockedRepository> repositories) {

  /** Sorts each list by name. */
  public Lock {
    base = sorted(base);
    rootfs = sorted(rootfs);
    docker = sorted(docker);
    engine = sorted(engine);
    loaders = sorted(loaders);
    images = images.stream().sorted(Comparator.comparing(LockedImage::name)).toList();
    repositories = List.copyOf(repositories);
  }

  /** All from Debian. */
  public Lock(
      Architecture architecture,
      List<LockedPackage> base,
      List<LockedPackage> rootfs,
      List<LockedPackage> docker,
      List<LockedPackage> engine,
      List<LockedPackage> loaders,
      List<LockedImage> images) {
    this(architecture, base, rootfs, docker, engine, loaders, images, List.of());
  }

  /** Packages of Debian only. */
  public Lock(
      Architecture architecture,
      List<LockedPackage> base,
      List<LockedPackage> rootfs,
      List<LockedPackage> docker,
      List<LockedPackage> engine,
      List<LockedPackage> loaders) {
    this(architecture, base, rootfs, docker, engine, loaders, List.of());
  }

  /** Every package whose files are in the image: all but what the engine is compiled from. */
  public List<LockedPackage> installed() {
    List<LockedPackage> installed = new ArrayList<>(all());
    installed.removeAll(engine);
    return installed;
  }

  /** The same, some of it from these repositories. */
  public Lock with(List<LockedRepository> others) {
    return new Lock(architecture, base, rootfs, docker, engine, loaders, images, others);
  }

  /** Where a package is from, if it isn't Debian's. */
  public Optional<LockedRepository> repositoryOf(LockedPackage each) {
    return repositories.stream().filter(from -> from.suite().equals(each.suite())).findFirst();
  }

  /** Every package. */
  public List<LockedPackage> all() {
    List<LockedPackage> all = new ArrayList<>(base);
    all.addAll(rootfs);
    all.addAll(docker);
    all.addAll(engine);
    all.addAll(loaders);
    return all;
  }

  /** Packages and container images as the image's manifest lists them. */
  public List<Manifest.Component> components() {
    List<Manifest.Component> components = new ArrayList<>();
    add("base", base, components);
    add("rootfs", rootfs, components);
    add("docker", docker, components);
    add("engine", engine, components);
    add("loaders", loaders, components);
    for (LockedImage image : images) {
      components.add(
          new Manifest.Component("images", image.repository(), image.tag(), "", image.sum()));
    }
    return components;
  }

  private static void add(
      String step, List<LockedPackage> packages, List<Manifest.Component> components) {
    for (LockedPackage each : packages) {
      components.add(
          new Manifest.Component(step, each.name(), each.version(), each.suite(), each.sha256()));
    }
  }

  private static List<LockedPackage> sorted(List<LockedPackage> packages) {
    return packages.stream()
        .sorted(
            Comparator.comparing(LockedPackage::name)
                .thenComparing(LockedPackage::architecture)
                .thenComparing(LockedPackage::path))
        .toList();
  }
}
