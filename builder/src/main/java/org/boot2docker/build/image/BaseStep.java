package org.boot2docker.build.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.boot2docker.build.BuildException;
import org.boot2docker.build.content.MergedUsr;
import org.boot2docker.build.step.Sha256;
import org.boot2docker.build.step.StepInputs;
import org.boot2docker.build.step.StepName;
import org.boot2docker.build.step.StoredTree;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.kmod.ModuleSet;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * The kernel and the modules that the description lists, with what they depend on. The modules are
 * stored uncompressed: one solid archive is smaller than many compressed files.
 */
public final class BaseStep {
  private static final String MODULES = "usr/lib/modules";
  private static final String KERNEL = "boot/vmlinuz";

  private BaseStep() {}

  /** Runs the step. */
  public static BaseResult run(StepContext context, List<LockedPackage> packages)
      throws IOException {
    StepInputs inputs =
        context
            .inputs()
            .add("modules", Sha256.of(context.description().base().modules().toString()));
    StepContext.addPackages(inputs, packages);
    Path made =
        context
            .runner()
            .run(
                StepName.BASE,
                inputs,
                directory -> StoredTree.write(directory, spool -> make(context, packages, spool)));
    return result(inputs.key(), StoredTree.read(made));
  }

  private static FileTree make(StepContext context, List<LockedPackage> packages, Path spool)
      throws IOException {
    Predicate<String> wanted =
        path -> path.startsWith(KERNEL + "-") || MergedUsr.path(path).startsWith(MODULES + "/");
    FileTree unpacked = new FileTree();
    for (LockedPackage each : packages) {
      unpacked.putAll(MergedUsr.of(context.store().unpack(each, wanted, spool)));
    }
    String release = release(unpacked);
    ModuleSet modules = ModuleSet.of(unpacked, release);
    FileTree tree = modules.image(context.description().base().modules());
    tree.put(KERNEL, kernel(unpacked, release));
    return tree;
  }

  private static RegularFile kernel(FileTree unpacked, String release) throws BuildException {
    return unpacked
        .file(KERNEL + "-" + release)
        .orElseThrow(
            () -> new BuildException("the kernel package has no " + KERNEL + "-" + release));
  }

  private static String release(FileTree tree) throws BuildException {
    List<String> releases = tree.children(MODULES);
    if (releases.size() != 1) {
      throw new BuildException(
          "the kernel package has modules for "
              + releases
              + " instead of one kernel; mend base.kernel"
              + " in boot2docker.yaml");
    }
    return releases.get(0);
  }

  private static BaseResult result(String key, FileTree tree) throws BuildException {
    String release = release(tree);
    RegularFile kernel =
        tree.file(KERNEL).orElseThrow(() -> new BuildException("the step base has no kernel"));
    return new BaseResult(key, release, kernel, tree.select(path -> path.startsWith(MODULES)));
  }

  /**
   * What the step made.
   *
   * @param key of its inputs
   * @param release of the kernel
   * @param kernel the boot image
   * @param modules the tree below {@code usr/lib/modules}
   */
  public record BaseResult(String key, String release, RegularFile kernel, FileTree modules) {}
}
