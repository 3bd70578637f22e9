package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.builder.step.ToolIdentity;
import org.boot2docker.contract.Architecture;
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
   * @return what compiles the kernel, if it is compiled
   * @throws BuildException naming what has to be installed first
   */
  public static Optional<Toolchain.Versions> require(
      BaseSpec spec, Architecture architecture, Map<String, String> environment)
      throws IOException {
    if (spec instanceof BaseSpec.Packaged) {
      return Optional.empty();
    }
    Toolchain toolchain = new Toolchain(environment, architecture);
    toolchain.require();
    return Optional.of(toolchain.versions());
  }

  /** Runs the step. */
  public static BaseResult run(StepContext context, BaseInputs inputs) throws IOException {
    if (inputs instanceof BaseInputs.Source source) {
      return compiled(context, source);
    }
    return packaged(context, (BaseInputs.Packaged) inputs);
  }

  private static BaseResult packaged(StepContext context, BaseInputs.Packaged inputs)
      throws IOException {
    StepInputs counted = StepInputs.of(inputs);
    Path made =
        context
            .runner()
            .run(
                StepName.BASE,
                counted,
                directory ->
                    StoredTree.write(
                        directory, spool -> PackagedKernel.make(context.store(), inputs, spool)));
    return result(counted.key(), inputs.base().place(), StoredTree.read(made), Map.of());
  }

  private static BaseResult compiled(StepContext context, BaseInputs.Source inputs)
      throws IOException {
    FileTree whole = StoredTree.read(new SourceKernel(context, inputs.whole()).run());
    FileTree tree = SourceKernel.without(inputs.base().pack(), whole, inputs.base().place());
    Map<String, String> build = new TreeMap<>(SourceKernel.files(inputs.base()));
    build.put("compiler", inputs.toolchain().compiler());
    build.put("config", Sha256.of(file(tree, CONFIG).content().bytes()));
    return result(key(inputs), inputs.base().place(), tree, build);
  }

  /**
   * What is taken of a compiled kernel depends on this class, too, while the kernel does not: it
   * keeps its key.
   */
  static String key(BaseInputs.Source inputs) throws IOException {
    return StepInputs.of(new Taken(ToolIdentity.of(BaseStep.class), inputs)).key();
  }

  /** All that the result of this step depends on where the kernel is compiled. */
  private record Taken(String taker, BaseInputs.Source kernel) {}

  /** The release of a tree's only kernel. */
  static String release(FileTree tree, Place place) throws BuildException {
    List<String> releases = tree.children(MODULES);
    if (releases.size() != 1) {
      throw place.error(
          "is a package with modules for "
              + releases
              + " instead of one kernel: name a package such as linux-image-amd64");
    }
    return releases.get(0);
  }

  private static BaseResult result(
      String key, Place place, FileTree tree, Map<String, String> build) throws BuildException {
    String release = release(tree, place);
    FileTree files = tree.select(path -> path.startsWith(MODULES));
    // Where moby's check-config and others look for it.
    files.put(CONFIG + "-" + release, file(tree, CONFIG));
    return new BaseResult(key, release, file(tree, KERNEL), files, build);
  }

  private static RegularFile file(FileTree tree, String path) throws BuildException {
    return tree.file(path).orElseThrow(() -> new BuildException("the step base has no " + path));
  }
}
