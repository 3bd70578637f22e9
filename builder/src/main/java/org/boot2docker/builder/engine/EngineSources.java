package org.boot2docker.builder.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.Patcher;
import org.boot2docker.builder.compile.SourceTree;
import org.boot2docker.builder.compile.TreeWriter;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.builder.description.EngineSpec.ArchiveSpec;
import org.boot2docker.builder.packages.GoPackages;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.FileTree;

/**
 * Lays out Go sources as one GOPATH: those of Debian's packages, what the tar archives have
 * besides, our own, and the patches over all of them.
 */
final class EngineSources {
  private static final String PACKAGED = "usr/share/gocode/src/";
  private static final String SOURCES = "src/";
  private static final String TEST_DATA = "/testdata/";

  private final EngineSpec spec;
  private final PackageStore store;
  private final Path root;
  private final Cancellation cancellation;

  /** Sources below a folder. */
  EngineSources(EngineSpec spec, PackageStore store, Path root, Cancellation cancellation) {
    this.spec = spec;
    this.store = store;
    this.root = root;
    this.cancellation = cancellation;
  }

  /**
   * Lays them out.
   *
   * @param packages of the engine, from which compiler and tar archives are told apart
   * @param spool directory for big contents
   */
  void layOut(List<LockedPackage> packages, Path spool) throws IOException {
    unpackPackages(packages, spool);
    for (ArchiveSpec archive : spec.archives()) {
      unpack(archive, packages);
      VendoredModules.moveUp(root.resolve(SOURCES), archive.to());
    }
    for (String module : spec.modules()) {
      VendoredModules.name(folder(module), module);
    }
    TreeWriter own = new TreeWriter(root);
    own.write(spec.sources());
    own.link();
    Patcher patcher = new Patcher(root);
    for (DistributionFile patch : spec.patches()) {
      patcher.apply(patch);
    }
    for (String main : spec.mains()) {
      MainPackage.open(folder(main), main);
    }
  }

  private Path folder(String importPath) {
    return root.resolve(SOURCES).resolve(importPath);
  }

  private void unpackPackages(List<LockedPackage> packages, Path spool) throws IOException {
    TreeWriter writer = new TreeWriter(root);
    for (LockedPackage each : packages) {
      cancellation.check();
      if (!each.fromSource() && !GoPackages.isCompiler(each.name())) {
        FileTree moved = new FileTree();
        for (var entry : store.unpack(each, EngineSources::isWanted, spool).entries().entrySet()) {
          // The folders above come along.
          if (isWanted(entry.getKey())) {
            moved.put(SOURCES + entry.getKey().substring(PACKAGED.length()), entry.getValue());
          }
        }
        writer.write(moved);
      }
    }
    writer.link();
  }

  private static boolean isWanted(String path) {
    return path.startsWith(PACKAGED)
        && path.length() > PACKAGED.length()
        && !path.contains(TEST_DATA);
  }

  private void unpack(ArchiveSpec archive, List<LockedPackage> packages) throws IOException {
    LockedPackage found = SourceArchives.find(archive, packages);
    Path target = folder(archive.to());
    String from = archive.from().isEmpty() ? "" : archive.from() + "/";
    SourceTree tree = new SourceTree(target, path -> place(path, from, target), cancellation);
    try (InputStream in = Files.newInputStream(store.source(found))) {
      tree.unpack(in);
    }
  }

  /** The packages are patched: what they have stays. */
  private static String place(String path, String from, Path target) {
    if (!path.startsWith(from) || ("/" + path).contains(TEST_DATA)) {
      return "";
    }
    String place = path.substring(from.length());
    return !place.isEmpty() && Files.isRegularFile(target.resolve(place)) ? "" : place;
  }

  /** Deletes Go's tests in a folder: they are of the package that was there before. */
  static void deleteTests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Objects.requireNonNull(file.getFileName()).toString().endsWith("_test.go")) {
          Files.delete(file);
        }
      }
    }
  }
}
