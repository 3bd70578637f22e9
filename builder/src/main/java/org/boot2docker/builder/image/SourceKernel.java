package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.kernel.KernelBuild;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.kmod.ModuleSet;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** A kernel compiled from a package with its source. */
final class SourceKernel {
  /** What unpacks, compiles, chooses modules and writes them down. */
  static final List<String> CLASSES =
      List.of(
          "org/boot2docker/builder/compile/",
          "org/boot2docker/builder/kernel/",
          "org/boot2docker/builder/image/SourceKernel",
          "org/boot2docker/builder/step/StoredTree",
          "org/boot2docker/formats/elf/",
          "org/boot2docker/formats/kmod/");

  private final StepContext context;
  private final BaseInputs.Source inputs;

  SourceKernel(StepContext context, BaseInputs.Source inputs) {
    this.context = context;
    this.inputs = inputs;
  }

  /** The patches and fragments with their hashes. */
  static Map<String, String> files(BaseSpec.Source spec) {
    Map<String, String> files = new TreeMap<>();
    for (DistributionFile patch : spec.patches()) {
      files.put("patch " + patch.name(), Sha256.of(patch.bytes()));
    }
    for (DistributionFile fragment : spec.fragments()) {
      files.put("fragment " + fragment.name(), Sha256.of(fragment.bytes()));
    }
    return files;
  }

  /** The same kernel without the modules that only its module pack has. */
  static FileTree without(List<String> pack, FileTree whole, Place place) throws IOException {
    ModuleSet modules = ModuleSet.of(whole, BaseStep.release(whole, place));
    try {
      FileTree tree = modules.imageWithout(pack);
      tree.putAll(whole.select(SourceKernel::isBoot));
      return tree;
    } catch (IOException e) {
      throw new BuildException("a list of base.source-pack: " + e.getMessage(), e);
    }
  }

  /** Compiles it, or takes it from the cache; an interrupted build leaves nothing behind. */
  Path run() throws IOException {
    StepInputs counted = StepInputs.of(inputs);
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      Path log = log(context.logs(), counted);
      return context
          .runner()
          .run(
              StepName.KERNEL,
              counted,
              directory -> StoredTree.write(directory, spool -> make(spool, log, cancellation)));
    }
  }

  /** What make says of this kernel; another one may be compiled at the same time. */
  static Path log(Path logs, StepInputs counted) {
    return logs.resolve("kernel-" + counted.key() + ".log");
  }

  private FileTree make(Path spool, Path log, Cancellation cancellation) throws IOException {
    KernelBuild.Surroundings surroundings =
        new KernelBuild.Surroundings(
            context.environment(),
            log,
            context.workers(),
            (done, about) -> context.listener().files("compiling the kernel", done, about),
            context.timings(),
            cancellation);
    FileTree built =
        new KernelBuild(inputs.base(), inputs.architecture(), surroundings)
            .run(
                archive(spool).content(),
                spool.resolve("build"),
                context.store().newest(inputs.packages()));
    return without(List.of(), built, inputs.base().place());
  }

  private RegularFile archive(Path spool) throws IOException {
    FileTree files = new FileTree();
    for (LockedPackage each : inputs.packages()) {
      files.putAll(context.store().unpack(each, SourceKernel::isSource, spool));
    }
    List<String> archives =
        files.entries().keySet().stream().filter(SourceKernel::isSource).toList();
    if (archives.size() != 1) {
      throw inputs
          .base()
          .place()
          .error(
              "is the package "
                  + inputs.base().packageName()
                  + " with "
                  + archives.size()
                  + " archives of a kernel's source instead of one: name a package such as"
                  + " linux-source-6.12");
    }
    return files.file(archives.get(0)).orElseThrow();
  }

  private static boolean isBoot(String path) {
    return path.startsWith("boot/");
  }

  private static boolean isSource(String path) {
    return path.startsWith("usr/src/linux-source-") && path.contains(".tar.");
  }
}
