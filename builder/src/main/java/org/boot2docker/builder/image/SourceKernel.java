package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.boot2docker.builder.Architecture;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.ToolIdentity;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.KernelFile;
import org.boot2docker.builder.kernel.Cancellation;
import org.boot2docker.builder.kernel.KernelBuild;
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
  private static final List<String> CLASSES =
      List.of(
          "org/boot2docker/builder/kernel/",
          "org/boot2docker/builder/image/SourceKernel",
          "org/boot2docker/builder/step/StoredTree",
          "org/boot2docker/formats/elf/",
          "org/boot2docker/formats/kmod/");

  private final StepContext context;
  private final BaseSpec.Source spec;

  SourceKernel(StepContext context, BaseSpec.Source spec) {
    this.context = context;
    this.spec = spec;
  }

  /**
   * What the result depends on. Not all of our classes are among it: a compilation takes too long
   * to be done again for a change that has nothing to do with it.
   */
  static StepInputs inputs(
      BaseSpec.Source spec,
      Architecture architecture,
      List<LockedPackage> packages,
      String compiler)
      throws IOException {
    StepInputs inputs =
        new StepInputs()
            .add("tool", ToolIdentity.of(CLASSES))
            .add("architecture", architecture.debianName())
            .add("compiler", compiler)
            .add("order of the kernel's files", Sha256.of(order(spec).toString()));
    StepContext.addPackages(inputs, packages);
    files(spec).forEach(inputs::add);
    return inputs;
  }

  private static List<String> order(BaseSpec.Source spec) {
    return Stream.concat(spec.patches().stream(), spec.fragments().stream())
        .map(KernelFile::name)
        .toList();
  }

  /** The patches and fragments with their hashes. */
  static Map<String, String> files(BaseSpec.Source spec) {
    Map<String, String> files = new TreeMap<>();
    for (KernelFile patch : spec.patches()) {
      files.put("patch " + patch.name(), Sha256.of(patch.bytes()));
    }
    for (KernelFile fragment : spec.fragments()) {
      files.put("fragment " + fragment.name(), Sha256.of(fragment.bytes()));
    }
    return files;
  }

  /** Compiles, or takes it from the cache; a build that is told to end leaves nothing behind. */
  Path run(List<LockedPackage> packages, StepInputs inputs) throws IOException {
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      return context
          .runner()
          .run(
              StepName.KERNEL,
              inputs,
              directory ->
                  StoredTree.write(
                      directory, spool -> make(packages, inputs, spool, cancellation)));
    }
  }

  /** What make says of this kernel; another one may be compiled at the same time. */
  static Path log(Path cache, StepInputs inputs) {
    return cache.resolve("logs").resolve("kernel-" + inputs.key() + ".log");
  }

  private FileTree make(
      List<LockedPackage> packages, StepInputs inputs, Path spool, Cancellation cancellation)
      throws IOException {
    KernelBuild.Surroundings surroundings =
        new KernelBuild.Surroundings(
            context.request().sources().environment(),
            log(context.request().cache(), inputs),
            context.request().workers(),
            (done, about) -> context.listener().files("compiling the kernel", done, about),
            context.timings(),
            cancellation);
    FileTree built =
        new KernelBuild(spec, context.architecture(), surroundings)
            .run(
                archive(packages, spool).content(),
                spool.resolve("build"),
                context.store().newest(packages));
    ModuleSet modules = ModuleSet.of(built, BaseStep.release(built));
    FileTree tree = modules.image(modules.names());
    tree.putAll(built.select(path -> path.startsWith("boot/")));
    return tree;
  }

  private RegularFile archive(List<LockedPackage> packages, Path spool) throws IOException {
    FileTree files = new FileTree();
    for (LockedPackage each : packages) {
      files.putAll(context.store().unpack(each, SourceKernel::isSource, spool));
    }
    List<String> archives =
        files.entries().keySet().stream().filter(SourceKernel::isSource).toList();
    if (archives.size() != 1) {
      throw new BuildException(
          "the package "
              + spec.packageName()
              + " has "
              + archives.size()
              + " archives of a kernel's source, not one; mend base.source in boot2docker.yaml");
    }
    return files.file(archives.get(0)).orElseThrow();
  }

  private static boolean isSource(String path) {
    return path.startsWith("usr/src/linux-source-") && path.contains(".tar.");
  }
}
