package org.boot2docker.builder.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.boot2docker.builder.content.FilteredPrograms;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.image.InitramfsStreams.Part;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.compress.BranchFilter;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.Xz;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.FileTree;

/**
 * The one archive that is unpacked into RAM at boot, in up to four compressed streams: init, which
 * must be there even when memory is too small for the rest; everything else as one solid stream;
 * what xz's own filter for machine code would spoil: programs that ours have rearranged, and kernel
 * modules, whose branches have no targets before they are loaded; and container images, which are
 * compressed already. Before them lies microcode, if there is any, in an archive that is not
 * compressed.
 */
final class Initramfs {
  private final IsoSpec.Compression chosen;
  private final IsoSpec.Filters filters;
  private final Architecture architecture;
  private final int workers;

  Initramfs(IsoSpec spec, Architecture architecture, int workers) {
    this.chosen = spec.compression();
    this.filters = architecture == Architecture.AMD64 ? spec.filters() : IsoSpec.Filters.NONE;
    this.architecture = architecture;
    this.workers = workers;
  }

  /**
   * Writes the archive to a file.
   *
   * @param spool directory for files that are needed meanwhile
   */
  void write(FileTree all, Instant time, Path file, Path spool, BuildListener listener)
      throws IOException {
    byte[] microcode = Microcode.archive(all, time);
    FileTree tree = all.select(path -> !Microcode.isUpdate(path));
    addConsole(tree);
    FileTree filtered =
        filters == IsoSpec.Filters.GO ? FilteredPrograms.of(tree, spool) : new FileTree();
    tree.putAll(filtered);
    long total = tree.bytes();
    tree.putFile(InitramfsParts.COMPLETE, Content.of(""));
    InitramfsParts parts = InitramfsParts.of(tree, filtered, chosen == IsoSpec.Compression.XZ);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        InitramfsStreams streams =
            new InitramfsStreams(
                out,
                parts::of,
                part -> compression(part, workers),
                done -> listener.work("compressing the RAM file system", done, total))) {
      out.write(microcode);
      new CpioWriter(parts, time).write(tree, streams);
    }
  }

  /** Linux opens /dev/console for init before there is a devtmpfs. */
  private static void addConsole(FileTree tree) {
    tree.put(
        "dev/console", new DeviceNode(new Attributes(0600, 0, 0), DeviceNode.Kind.CHARACTER, 5, 1));
  }

  private Compression compression(Part part, int threads) {
    if (part == Part.IMAGES) {
      return switch (chosen) {
        case ZSTD, ZSTD_SMALLEST, ZSTD_FAST -> Zstd.alreadyCompressed();
        case XZ -> Xz.little(Optional.empty());
      };
    }
    Optional<BranchFilter> filter =
        part == Part.UNFILTERED ? Optional.empty() : Optional.of(filter());
    boolean little = part == Part.INIT;
    return switch (chosen) {
      case ZSTD -> little ? Zstd.little() : Zstd.standard(threads);
      case ZSTD_SMALLEST -> little ? Zstd.little() : Zstd.smallest();
      case ZSTD_FAST -> little ? Zstd.little() : Zstd.fast(threads);
      case XZ -> little ? Xz.little(filter) : Xz.smallest(filter);
    };
  }

  private BranchFilter filter() {
    return switch (architecture) {
      case AMD64 -> BranchFilter.X86;
      case ARM64 -> BranchFilter.ARM64;
    };
  }
}
