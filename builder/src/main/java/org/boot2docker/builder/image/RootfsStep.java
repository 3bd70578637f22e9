package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.boot2docker.builder.content.Origins;
import org.boot2docker.builder.content.Overlay;
import org.boot2docker.builder.description.RootfsSpec;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.guest.binary.InitBinary;

/** User land: what there is besides kernel and Docker. */
public final class RootfsStep {

  private RootfsStep() {}

  /** Runs the step. */
  public static RootfsResult run(StepContext context, List<LockedPackage> packages)
      throws IOException {
    StepInputs inputs = inputs(context, packages);
    Path made =
        context
            .runner()
            .run(StepName.ROOTFS, inputs, directory -> make(context, packages, directory));
    return new RootfsResult(inputs.key(), StoredTree.read(made), Origins.read(made));
  }

  private static void make(StepContext context, List<LockedPackage> packages, Path directory)
      throws IOException {
    StoredTree.write(
        directory,
        spool -> {
          RootfsTree rootfs =
              new RootfsTree(context.description(), context.architecture(), context.store(), spool);
          FileTree tree = rootfs.make(packages);
          Origins.write(rootfs.origins(), directory);
          return tree;
        });
  }

  private static StepInputs inputs(StepContext context, List<LockedPackage> packages)
      throws IOException {
    RootfsSpec rootfs = context.description().rootfs();
    StepInputs inputs =
        context
            .inputs()
            .add("excluded files", context.description().exclude().patterns().toString())
            .add("libraries", rootfs.libraries().toString())
            .add("stubs", rootfs.stubs().toString())
            .add("strip", String.valueOf(rootfs.strip()))
            .add("certificates", rootfs.certificates().toString())
            .add("applets", rootfs.applets().toString())
            .add("links", rootfs.links().toString())
            .add("attributes", rootfs.attributes().toString())
            .add("overlay", Sha256.of(Overlay.read(rootfs.overlay())));
    for (InitBinary program : InitBinary.values()) {
      RegularFile file = RootfsTree.program(program, context.architecture());
      inputs.add(program.name().toLowerCase(Locale.ROOT), Sha256.of(file.content().bytes()));
    }
    StepContext.addPackages(inputs, packages);
    StepContext.addSpecs(inputs, rootfs.packages());
    return inputs;
  }

  /**
   * What the step made.
   *
   * @param key of its inputs
   * @param tree user land
   * @param origins the packages of its files, by path
   */
  public record RootfsResult(String key, FileTree tree, Map<String, String> origins) {}
}
