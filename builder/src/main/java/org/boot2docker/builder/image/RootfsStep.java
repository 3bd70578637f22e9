package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.builder.content.Origins;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.formats.tree.FileTree;

/** User land: what there is besides kernel and Docker. */
public final class RootfsStep {

  private RootfsStep() {}

  /** Runs the step. */
  public static RootfsResult run(StepContext context, RootfsInputs inputs) throws IOException {
    StepInputs counted = StepInputs.of(inputs);
    Path made =
        context
            .runner()
            .run(StepName.ROOTFS, counted, directory -> make(context.store(), inputs, directory));
    return new RootfsResult(counted.key(), StoredTree.read(made), Origins.read(made));
  }

  private static void make(PackageStore store, RootfsInputs inputs, Path directory)
      throws IOException {
    StoredTree.write(
        directory,
        spool -> {
          RootfsTree rootfs = new RootfsTree(inputs, store, spool);
          FileTree tree = rootfs.make();
          Origins.write(rootfs.origins(), directory);
          return tree;
        });
  }
}
