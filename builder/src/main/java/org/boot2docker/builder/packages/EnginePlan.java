package org.boot2docker.builder.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.builder.description.EngineSpec.ArchiveSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.Relation;
import org.boot2docker.debian.control.SourceFile;
import org.boot2docker.debian.control.SourceRecord;
import org.boot2docker.debian.resolve.Layer;
import org.boot2docker.debian.resolve.Resolver;
import org.boot2docker.debian.resolve.Root;

/**
 * What an engine is compiled from: the newest compiler that runs on this machine, whatever the
 * image is for, the packages with sources, and the tar archives.
 */
final class EnginePlan {
  private final EngineSpec spec;
  private final Archive archive;
  private final SuiteShelf shelf;

  EnginePlan(EngineSpec spec, Archive archive, SuiteShelf shelf) {
    this.spec = spec;
    this.archive = archive;
    this.shelf = shelf;
  }

  /** All of them from one layer. */
  List<LockedPackage> packages(Layer layer) throws IOException {
    List<LockedPackage> all = new ArrayList<>(compiler(layer));
    Set<String> known = ResolvedPlan.names(layer);
    List<Root> roots = new ArrayList<>();
    for (String name : spec.packages()) {
      String found = ResolvedPlan.known(List.of(name), spec.place(), known, layer);
      roots.add(new Root(found).filesOnly());
    }
    Resolver resolver = new Resolver(List.of(layer), shelf.architecture().debianName());
    resolver.resolve(roots, Set.of()).packages().stream().map(LockedPackage::of).forEach(all::add);
    List<SourceRecord> sources = new ArrayList<>();
    for (Suite suite : layer.suites()) {
      sources.addAll(archive.sources(suite));
    }
    for (ArchiveSpec wanted : spec.archives()) {
      all.add(archive(wanted, sources, layer));
    }
    return all;
  }

  /** The packages with compiler and library that the named package depends on, or is. */
  private List<LockedPackage> compiler(Layer layer) throws IOException {
    Layer host = shelf.layer(layer, Architecture.host());
    String architecture = Architecture.host().debianName();
    Resolver resolver = new Resolver(List.of(host), architecture);
    String name =
        ResolvedPlan.known(List.of(spec.compiler()), spec.place(), ResolvedPlan.names(host), host);
    PackageRecord named = resolve(resolver, name);
    PackageRecord compiler =
        GoPackages.isCompiler(name) ? named : resolve(resolver, part(named, architecture));
    PackageRecord library = resolve(resolver, part(compiler, architecture));
    return List.of(LockedPackage.of(compiler), LockedPackage.of(library));
  }

  private static PackageRecord resolve(Resolver resolver, String name) throws IOException {
    return resolver.resolve(List.of(new Root(name).filesOnly()), Set.of()).get(name).orElseThrow();
  }

  private String part(PackageRecord owner, String architecture) throws IOException {
    return owner.dependencies(architecture).stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .map(Relation::name)
        .filter(GoPackages::isCompiler)
        .findFirst()
        .orElseThrow(
            () ->
                spec.place()
                    .error(
                        "leads to "
                            + owner
                            + ", which depends on no Go compiler or library: name a package such as"
                            + " golang-go"));
  }

  private static LockedPackage archive(ArchiveSpec wanted, List<SourceRecord> sources, Layer layer)
      throws IOException {
    SourceRecord newest =
        sources.stream()
            .filter(source -> source.name().equals(wanted.packageName()))
            .max(Comparator.comparing(SourceRecord::version))
            .orElseThrow(
                () ->
                    wanted
                        .place()
                        .error(
                            "names the source package "
                                + wanted.packageName()
                                + ", which "
                                + layer.name()
                                + " does not have: correct the name"));
    SourceFile file =
        newest.files().stream()
            .filter(each -> wanted.matches(each.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    wanted
                        .place()
                        .error(
                            "names "
                                + newest
                                + ", which has no archive "
                                + wanted.part()
                                + ": correct 'part'"));
    return LockedPackage.of(newest, file);
  }
}
