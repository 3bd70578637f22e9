package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.boot2docker.builder.content.Accounts;
import org.boot2docker.builder.content.CertificateBundle;
import org.boot2docker.builder.content.MergedUsr;
import org.boot2docker.builder.content.Origins;
import org.boot2docker.builder.content.PackageFiles;
import org.boot2docker.builder.content.ServiceFiles;
import org.boot2docker.builder.content.SharedLibraries;
import org.boot2docker.builder.content.StubLibraries;
import org.boot2docker.builder.content.Unpacked;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.description.RootfsSpec;
import org.boot2docker.builder.description.RootfsSpec.AttributeSpec;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.ShellContract;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.elf.SectionStripper;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/** Puts user land together; later layers replace files of earlier ones. */
final class RootfsTree {

  private final RootfsInputs inputs;
  private final RootfsSpec rootfs;
  private final Architecture architecture;
  private final PackageStore store;
  private final Path spool;
  private final FileTree tree = new FileTree();
  private final List<FileTree> libraries = new ArrayList<>();
  private final Origins origins = new Origins();
  private Map<String, String> packages = Map.of();

  RootfsTree(RootfsInputs inputs, PackageStore store, Path spool) {
    this.inputs = inputs;
    this.rootfs = inputs.rootfs();
    this.architecture = inputs.architecture();
    this.store = store;
    this.spool = spool;
  }

  FileTree make() throws IOException {
    addDirectories();
    addPackages(inputs.packages());
    new Unpacked(tree, origins).in(rootfs.gunzip());
    addCertificates();
    addApplets();
    addOverlay(tree, rootfs.overlay());
    ServiceFiles.check(tree);
    tree.putFile(GuestPaths.inArchive(GuestPaths.SHELL_CONTRACT), Content.of(ShellContract.text()));
    tree.putAll(inputs.programs());
    Links.put(tree, "rootfs.links", rootfs.links());
    StubLibraries stubs = new StubLibraries(rootfs.stubs(), architecture);
    stubs.addTo(tree);
    new SharedLibraries(architecture).complete(tree, libraries);
    stubs.check(tree);
    setAttributes();
    packages = origins.of(tree);
    if (rootfs.strip()) {
      strip();
    }
    return tree;
  }

  /** Which packages the files of the tree are from. */
  Map<String, String> origins() {
    return packages;
  }

  private void strip() throws IOException {
    Map<RegularFile, RegularFile> stripped = new IdentityHashMap<>();
    for (Map.Entry<String, Node> entry : List.copyOf(tree.entries().entrySet())) {
      if (entry.getValue() instanceof RegularFile file) {
        if (!stripped.containsKey(file)) {
          Content content = SectionStripper.strip(file.content());
          stripped.put(
              file, content == file.content() ? file : new RegularFile(file.attributes(), content));
        }
        tree.put(entry.getKey(), stripped.get(file));
      }
    }
  }

  private void addDirectories() {
    rootfs.attributes().keySet().stream()
        .filter(path -> path.endsWith("/"))
        .map(RootfsTree::withoutSlash)
        .forEach(tree::makeDirectory);
  }

  /** Unpacks every package once: the files that are listed, and libraries that may be needed. */
  private void addPackages(List<LockedPackage> packages) throws IOException {
    PackageFiles files = new PackageFiles(inputs.exclude());
    Map<LockedPackage, PackageSpec> specs = PackageFiles.byPackage(rootfs.packages(), packages);
    Predicate<String> isLibrary = SharedLibraries.paths(architecture);
    for (LockedPackage each : packages) {
      PackageSpec spec = specs.get(each);
      Predicate<String> isListed = spec == null ? path -> false : files.wanted(spec);
      FileTree unpacked = store.unpack(each, isListed.or(isLibrary), spool);
      origins.add(each.name(), unpacked);
      if (spec != null) {
        tree.putAll(files.take(spec, unpacked.select(isListed)));
      }
      libraries.add(MergedUsr.of(unpacked.select(isLibrary)));
    }
  }

  private void addCertificates() throws IOException {
    if (rootfs.certificates().isPresent()) {
      CertificateBundle.make(rootfs.certificates().get(), tree);
    }
  }

  private void addApplets() throws BuildException {
    if (rootfs.applets().isEmpty()) {
      return;
    }
    String program = rootfs.applets().get().program();
    for (String path : rootfs.applets().get().paths()) {
      if (tree.get(path).isPresent()) {
        throw rootfs
            .applets()
            .get()
            .place()
            .error("has the applet " + path + ", which is a file of a package: remove one of them");
      }
      tree.link(path, "/" + program);
    }
  }

  /** What lies in it below lib/ is for usr/lib/, like that of packages. */
  static void addOverlay(FileTree tree, FileTree overlay) throws BuildException {
    try {
      tree.putAll(MergedUsr.of(overlay));
    } catch (IllegalArgumentException e) {
      throw new BuildException(
          "rootfs.overlay: " + e.getMessage() + ": rename the file in the overlay", e);
    }
  }

  private void setAttributes() throws IOException {
    Accounts accounts = Accounts.of(tree);
    for (Map.Entry<String, AttributeSpec> entry : rootfs.attributes().entrySet()) {
      String path = withoutSlash(entry.getKey());
      Node node =
          tree.get(path)
              .orElseThrow(
                  () ->
                      entry
                          .getValue()
                          .place()
                          .error(
                              "is for "
                                  + path
                                  + ", which is not in the image: correct the path, or end it in a"
                                  + " slash to create a folder"));
      if (entry.getKey().endsWith("/") && !(node instanceof Directory)) {
        throw entry.getValue().place().error("is for a file: remove the slash at the end");
      }
      tree.put(path, node.withAttributes(accounts.attributes(entry.getValue())));
    }
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
