package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * The kernel and the modules that the description lists, with what they depend on. The modules are
 * stored uncompressed: one solid archive is smaller than many compressed files.
 */
public final class BaseStep {
  static final String MODULES = "usr/lib/modules";
  static final String KERNEL = "boot/vmlinuz";
  static final String CONFIG = "boot/config";

  private BaseStep() {}

  /**
   * Checks, before anything is fetched, that the step can run.
   *
   * @throws BuildException naming what has to be installed first
   */
  public static void require(StepContext context) throws IOException {
    if (context.description().base() instanceof BaseSpec.Source) {
      toolchain(context).require();
    }
  }

  /** Runs the step. */
  public static BaseResult run(StepContext context, List<LockedPackage> packages)
      throws IOException {
    BaseSpec spec = context.description().base();
    if (spec instanceof BaseSpec.Source source) {
      return compiled(context, packages, source);
    }
    return packaged(context, packages, (BaseSpec.Packaged) spec);
  }

  private static BaseResult packaged(
      StepContext context, List<LockedPackage> packages, BaseSpec.Packaged spec)
      throws IOException {
    StepInputs inputs = context.inputs();
    StepContext.addPackages(inputs, packages);
    inputs.add("modules", Sha256.of(spec.modules().toString()));
    Path made =
        context
            .runner()
            .run(
                StepName.BASE,
                inputs,
                directory ->
                    StoredTree.write(
                        directory,
                        spool -> PackagedKernel.make(context, packages, spec.modules(), spool)));
    return result(inputs.key(), StoredTree.read(made), Map.of());
  }

  private static BaseResult compiled(
      StepContext context, List<LockedPackage> packages, BaseSpec.Source spec) throws IOException {
    String compiler = toolchain(context).version();
    SourceKernel kernel = new SourceKernel(context, spec);
    StepInputs inputs = SourceKernel.inputs(spec, context.architecture(), packages, compiler);
    FileTree tree = StoredTree.read(kernel.run(packages, inputs));
    Map<String, String> build = new TreeMap<>(SourceKernel.files(spec));
    build.put("compiler", compiler);
    build.put("config", Sha256.of(file(tree, CONFIG).content().bytes()));
    return result(inputs.key(), tree, build);
  }

  private static Toolchain toolchain(StepContext context) {
    return new Toolchain(context.request().sources().environment());
  }

  static String release(FileTree tree) throws BuildException {
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

  private static BaseResult result(String key, FileTree tree, Map<String, String> build)
      throws BuildException {
    return new BaseResult(
        key,
        release(tree),
        file(tree, KERNEL),
        tree.select(path -> path.startsWith(MODULES)),
        build);
  }

  private static RegularFile file(FileTree tree, String path) throws BuildException {
    return tree.file(path).orElseThrow(() -> new BuildException("the step base has no " + path));
  }

  /**
   * What the step made.
   *
   * @param key of its inputs
   * @param release of the kernel
   * @param kernel the boot image
   * @param modules the tree below {@code usr/lib/modules}
   * @param build compiler, configuration, fragments and patches of a kernel from source
   */
  public record BaseResult(
      String key,
      String release,
      RegularFile kernel,
      FileTree modules,
      Map<String, String> build) {}
}
