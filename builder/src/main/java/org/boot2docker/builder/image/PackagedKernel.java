package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.boot2docker.builder.content.MergedUsr;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.kmod.ModuleSet;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** A kernel as Debian has compiled it. */
final class PackagedKernel {
  private PackagedKernel() {}

  /** The kernel, with the modules that are asked for and what they need. */
  static FileTree make(PackageStore store, BaseInputs.Packaged inputs, Path spool)
      throws IOException {
    Predicate<String> wanted =
        path ->
            path.startsWith(BaseStep.KERNEL + "-")
                || path.startsWith(BaseStep.CONFIG + "-")
                || MergedUsr.path(path).startsWith(BaseStep.MODULES + "/");
    FileTree unpacked = new FileTree();
    for (LockedPackage each : inputs.packages()) {
      unpacked.putAll(MergedUsr.of(store.unpack(each, wanted, spool)));
    }
    String release = BaseStep.release(unpacked, inputs.base().place());
    FileTree tree = ModuleSet.of(unpacked, release).image(inputs.base().modules());
    tree.put(BaseStep.KERNEL, file(unpacked, BaseStep.KERNEL + "-" + release));
    tree.put(BaseStep.CONFIG, file(unpacked, BaseStep.CONFIG + "-" + release));
    return tree;
  }

  private static RegularFile file(FileTree unpacked, String path) throws BuildException {
    return unpacked
        .file(path)
        .orElseThrow(() -> new BuildException("the kernel package has no " + path));
  }
}
