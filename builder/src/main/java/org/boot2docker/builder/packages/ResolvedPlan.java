package org.boot2docker.builder.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.builder.description.LibrarySpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.Relation;
import org.boot2docker.debian.resolve.Layer;
import org.boot2docker.debian.resolve.Resolver;
import org.boot2docker.debian.resolve.Root;
import org.boot2docker.formats.text.NearNames;

/** The newest packages that the suites have today. */
public final class ResolvedPlan implements PackagePlan {

  /**
   * How Debian names the packages that have a kernel; others with the prefix only depend on one.
   */
  private static final String KERNEL_PREFIX = "linux-image-";

  private final Archive archive;
  private final Description description;
  private final Architecture architecture;
  private final SuiteShelf shelf;
  private final List<LockedPackage> base;
  private final List<LockedPackage> rootfs;
  private final List<LockedPackage> loaders;

  private ResolvedPlan(
      Description description, Architecture architecture, Archive archive, SuiteShelf shelf)
      throws IOException {
    this.archive = archive;
    this.description = description;
    this.architecture = architecture;
    this.shelf = shelf;
    Layer stable = shelf.layer(description.stable());
    Resolver resolver = new Resolver(List.of(stable), architecture.debianName());
    this.base = resolve(resolver, List.of(kernel(resolver, stable)));
    this.rootfs = resolve(resolver, rootfsRoots(stable));
    this.loaders = resolve(resolver, roots(description.iso().loaders(), stable));
  }

  /**
   * Resolves kernel, user land and boot loaders; Docker's choices are resolved when asked for.
   *
   * @throws IOException when a suite is refused, a package is unknown or a dependency unmet
   */
  public static ResolvedPlan of(Description description, Architecture architecture, Archive archive)
      throws IOException {
    SuiteShelf shelf = new SuiteShelf(archive, architecture, description.suites());
    return new ResolvedPlan(description, architecture, archive, shelf);
  }

  @Override
  public List<LockedPackage> base() {
    return base;
  }

  @Override
  public List<LockedPackage> rootfs() {
    return rootfs;
  }

  @Override
  public List<LockedPackage> loaders() {
    return loaders;
  }

  @Override
  public int dockerChoices() {
    return description.docker().suites().size();
  }

  @Override
  public DockerChoice docker(int choice) throws IOException {
    Layer layer = shelf.layer(description.docker().suites().get(choice));
    List<Root> roots = roots(description.docker().contents().packages(), layer);
    Resolver resolver = new Resolver(List.of(layer), architecture.debianName());
    Optional<EngineSpec> engine = description.docker().engine();
    return new DockerChoice(
        layer.name(),
        resolve(resolver, roots),
        engine.isPresent()
            ? new EnginePlan(engine.get(), archive, shelf).packages(layer)
            : List.of());
  }

  private static List<LockedPackage> resolve(Resolver resolver, List<Root> roots)
      throws IOException {
    return resolver.resolve(roots, Set.of()).packages().stream().map(LockedPackage::of).toList();
  }

  private List<Root> rootfsRoots(Layer layer) throws BuildException {
    List<Root> roots = new ArrayList<>(roots(description.rootfs().packages(), layer));
    Set<String> known = names(layer);
    for (LibrarySpec library : description.rootfs().libraries()) {
      String name = known(List.of(library.name()), library.place(), known, layer);
      roots.add(new Root(name).filesOnly());
    }
    return roots;
  }

  /** The package with the kernel itself: what it depends on is for a system that installs it. */
  private Root kernel(Resolver resolver, Layer layer) throws IOException {
    BaseSpec base = description.base();
    String name = known(List.of(base.packageName()), base.place(), names(layer), layer);
    Root named = new Root(name).filesOnly();
    PackageRecord found =
        resolver.resolve(List.of(named), Set.of()).get(named.name()).orElseThrow();
    return found.dependencies(architecture.debianName()).stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .map(Relation::name)
        .filter(kernel -> kernel.startsWith(KERNEL_PREFIX))
        .findFirst()
        .map(kernel -> new Root(kernel).filesOnly())
        .orElse(named);
  }

  private static List<Root> roots(List<PackageSpec> specs, Layer layer) throws BuildException {
    Set<String> known = names(layer);
    List<Root> roots = new ArrayList<>();
    for (PackageSpec spec : specs) {
      Root root = new Root(known(spec.names(), spec.place(), known, layer));
      roots.add(spec.dependencies() ? root : root.filesOnly());
    }
    return roots;
  }

  static Set<String> names(Layer layer) {
    return layer.suites().stream()
        .flatMap(suite -> suite.packages().stream())
        .map(PackageRecord::name)
        .collect(Collectors.toSet());
  }

  /** Of several names the first that the layer has. */
  static String known(List<String> names, Place place, Set<String> known, Layer layer)
      throws BuildException {
    Optional<String> first = names.stream().filter(known::contains).findFirst();
    if (first.isPresent()) {
      return first.get();
    }
    List<String> near = NearNames.of(names.get(0), known.stream());
    throw place.error(
        "names the package "
            + String.join(" | ", names)
            + ", which "
            + layer.name()
            + " does not have: "
            + (near.isEmpty()
                ? "correct the name, or add its suite or component"
                : "did you mean " + String.join(" or ", near) + "?"));
  }
}
