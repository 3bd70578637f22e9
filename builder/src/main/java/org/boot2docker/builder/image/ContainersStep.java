package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.boot2docker.builder.containers.LoadArchive;
import org.boot2docker.builder.containers.SourceImage;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** The archive of container images that the guest puts into Docker. */
public final class ContainersStep {
  private static final String ARCHIVE = "images.tar";

  /** Docker unpacks with this window of 8 MiB beside it; a longer one gains little in a layer. */
  private static final int WINDOW_LOG = 23;

  private static final int JOB = 16 << 20;

  /** Bytes of a piece of the archive. */
  private static final int PART = 32 << 20;

  private ContainersStep() {}

  /** Runs the step; without images there is nothing to do. */
  public static ContainersResult run(
      StepContext context, ContainersInputs inputs, List<SourceImage> images) throws IOException {
    if (images.isEmpty()) {
      return ContainersResult.NONE;
    }
    StepInputs counted = StepInputs.of(inputs);
    Path made =
        context
            .runner()
            .run(
                StepName.CONTAINERS,
                counted,
                directory -> write(context, inputs, images, directory));
    FileTree tree = parts(made.resolve(ARCHIVE));
    tree.putFile(GuestPaths.inArchive(GuestPaths.IMAGE_NAMES), Content.of(names(images)));
    return new ContainersResult(
        counted.key(),
        images.stream()
            .map(each -> new LockedImage(each.name(), each.manifest(), each.id()))
            .toList(),
        tree);
  }

  /** The archive in pieces: the guest deletes each when Docker has read it, and has the memory. */
  private static FileTree parts(Path archive) throws IOException {
    FileTree tree = new FileTree();
    long size = Files.size(archive);
    for (int part = 0; (long) part * PART < size; part++) {
      long offset = (long) part * PART;
      Content slice = new FileSlice(archive, offset, Math.min(PART, size - offset));
      String name = String.format(Locale.ROOT, "%s.%04d", GuestPaths.IMAGES, part);
      tree.put(GuestPaths.inArchive(name), new RegularFile(Attributes.DATA, slice));
    }
    return tree;
  }

  private static void write(
      StepContext context, ContainersInputs inputs, List<SourceImage> images, Path directory)
      throws IOException {
    Path spool = Files.createDirectories(directory.resolve("spool"));
    int level = inputs.compression() == IsoSpec.Compression.ZSTD_FAST ? 3 : 19;
    Zstd compression = new Zstd(level, WINDOW_LOG, JOB, 6, context.workers());
    new LoadArchive(compression, spool).write(images, directory.resolve(ARCHIVE));
    Folders.delete(spool);
  }

  /** A line for each name, with the id before it. */
  private static String names(List<SourceImage> images) {
    StringBuilder names = new StringBuilder();
    images.forEach(each -> names.append(each.id()).append(' ').append(each.name()).append('\n'));
    return names.toString();
  }
}
