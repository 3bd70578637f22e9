package org.boot2docker.builder.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.builder.Architecture;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.Relation;
import org.boot2docker.debian.resolve.Layer;
import org.boot2docker.debian.resolve.Resolver;
import org.boot2docker.debian.resolve.Root;

/** The newest packages that the suites have today. */
public final class ResolvedPlan implements PackagePlan {

  /**
   * How Debian names the packages that have a kernel; others with the prefix only depend on one.
   */
  private static final String KERNEL_PREFIX = "linux-image-";

  private final Description description;
  private final Architecture architecture;
  private final SuiteShelf shelf;
  private final List<LockedPackage> base;
  private final List<LockedPackage> rootfs;
  private final List<LockedPackage> loaders;

  private ResolvedPlan(Description description, Architecture architecture, SuiteShelf shelf)
      throws IOException {
    this.description = description;
    this.architecture = architecture;
    this.shelf = shelf;
    Layer stable = shelf.layer(description.stable());
    Resolver resolver = new Resolver(List.of(stable), architecture.debianName());
    this.base = resolve(resolver, List.of(kernel(resolver)));
    this.rootfs = resolve(resolver, rootfsRoots(stable));
    List<PackageSpec> loaderSpecs = new ArrayList<>(description.iso().bios());
    loaderSpecs.addAll(description.iso().uefi());
    this.loaders = resolve(resolver, roots(loaderSpecs, stable));
  }

  /**
   * Resolves kernel, user land and boot loaders; Docker's choices are resolved when asked for.
   *
   * @throws IOException when a suite is refused, a package is unknown or a dependency unmet
   */
  public static ResolvedPlan of(Description description, Architecture architecture, Archive archive)
      throws IOException {
    SuiteShelf shelf = new SuiteShelf(archive, architecture, description.suites());
    return new ResolvedPlan(description, architecture, shelf);
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
    return new DockerChoice(layer.name(), resolve(resolver, roots));
  }

  private static List<LockedPackage> resolve(Resolver resolver, List<Root> roots)
      throws IOException {
    return resolver.resolve(roots, Set.of()).packages().stream().map(LockedPackage::of).toList();
  }

  private List<Root> rootfsRoots(Layer layer) {
    Stream<Root> libraries =
        description.rootfs().libraries().stream().map(Root::new).map(Root::filesOnly);
    return Stream.concat(roots(description.rootfs().packages(), layer).stream(), libraries)
        .toList();
  }

  /** The package with the kernel itself: what it depends on is for a system that installs it. */
  private Root kernel(Resolver resolver) throws IOException {
    Root named = new Root(description.base().packageName()).filesOnly();
    PackageRecord found =
        resolver.resolve(List.of(named), Set.of()).get(named.name()).orElseThrow();
    return found.dependencies(architecture.debianName()).stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .map(Relation::name)
        .filter(name -> name.startsWith(KERNEL_PREFIX))
        .findFirst()
        .map(name -> new Root(name).filesOnly())
        .orElse(named);
  }

  /** Of several names the first that the layer has; when it has none, the error names the first. */
  private static List<Root> roots(List<PackageSpec> specs, Layer layer) {
    Set<String> known =
        layer.suites().stream()
            .flatMap(suite -> suite.packages().stream())
            .map(PackageRecord::name)
            .collect(Collectors.toSet());
    return specs.stream()
        .map(
            spec -> {
              String name =
                  spec.names().stream()
                      .filter(known::contains)
                      .findFirst()
                      .orElse(spec.names().get(0));
              Root root = new Root(name);
              return spec.dependencies() ? root : root.filesOnly();
            })
        .toList();
  }
}
