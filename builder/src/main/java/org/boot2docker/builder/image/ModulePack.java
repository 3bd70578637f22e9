package org.boot2docker.builder.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.formats.squashfs.SquashfsWriter;
import org.boot2docker.formats.tree.FileTree;

/**
 * A file with kernel modules that a running machine adds to its own (docs/modules.md).
 *
 * @param file where it was written
 * @param release of the kernel that it is for
 * @param size bytes
 * @param sha256 its sum
 */
public record ModulePack(Path file, String release, long size, String sha256) {
  private static final int LEVEL = 19;

  /**
   * Writes the modules of a kernel.
   *
   * @param listener hears how the compression gets on, which takes minutes
   */
  public static ModulePack write(
      BaseResult base, Instant time, int workers, Path file, BuildListener listener)
      throws IOException {
    FileTree tree = tree(base);
    long total = tree.bytes();
    try (TemporaryFolder folder = TemporaryFolder.beside(file, ".modules")) {
      Path aside = folder.path().resolve("pack");
      new SquashfsWriter(time, LEVEL, workers)
          .write(tree, aside, done -> listener.work("compressing the modules", done, total));
      AtomicFile.write(file, out -> Files.copy(aside, out));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new ModulePack(file, base.release(), Files.size(file), Sha256.of(in));
    }
  }

  private static FileTree tree(BaseResult base) {
    String prefix = BaseStep.MODULES + "/";
    FileTree tree = new FileTree();
    // What a machine compares with its own: releases of kernels from source don't tell them apart.
    base.modules()
        .get(BaseStep.CONFIG + "-" + base.release())
        .ifPresent(config -> tree.put(base.release() + "/config", config));
    base.modules()
        .entries()
        .forEach(
            (path, node) -> {
              if (path.startsWith(prefix)) {
                tree.put(path.substring(prefix.length()), node);
              }
            });
    return tree;
  }
}
