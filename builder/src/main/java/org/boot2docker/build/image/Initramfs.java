package org.boot2docker.build.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.build.Architecture;
import org.boot2docker.build.BuildListener;
import org.boot2docker.build.content.FilteredPrograms;
import org.boot2docker.build.description.IsoSpec;
import org.boot2docker.build.image.InitramfsStreams.Part;
import org.boot2docker.formats.compress.BranchFilter;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.Xz;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.SimilarityOrder;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * The one archive that is unpacked into RAM at boot, in up to three compressed streams: init, which
 * must be there even when memory is too small for the rest; everything else as one solid stream;
 * and filtered programs, whose order xz's own filter for machine code would spoil. Before them lies
 * microcode, if there is any, in an archive that is not compressed.
 */
final class Initramfs {
  private static final String INIT = "usr/sbin/init";

  /** The last file of all: init sees by it that the memory was enough for the others. */
  private static final String COMPLETE = "usr/lib/boot2docker/complete";

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

  /** The settings that the bytes depend on. */
  String settings() {
    return compression(Part.SYSTEM, 1)
        + ", files by similarity, init first and by itself, filters "
        + filters;
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
    FileTree programs = filtered.select(path -> !path.equals(FilteredPrograms.LIST));
    tree.putAll(filtered);
    long total = size(tree);
    tree.putFile(COMPLETE, Content.of(""));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        InitramfsStreams streams =
            new InitramfsStreams(
                out,
                path -> part(path, programs),
                part -> compression(part, workers),
                done -> listener.work("compressing", done, total))) {
      out.write(microcode);
      new CpioWriter(files -> order(files, programs), time).write(tree, streams);
    }
  }

  private static Part part(String path, FileTree programs) {
    if (path.equals(INIT)) {
      return Part.INIT;
    }
    // The file at the very end belongs to whatever comes before it.
    boolean last = path.equals(COMPLETE) && !programs.entries().isEmpty();
    return last || programs.file(path).isPresent() ? Part.PROGRAMS : Part.SYSTEM;
  }

  /** Init can say that memory is short if it comes before all that needs much of it. */
  private static List<String> order(FileTree tree, FileTree programs) throws IOException {
    List<String> last = new ArrayList<>();
    List<String> files = new ArrayList<>(List.of(INIT));
    for (String path : new SimilarityOrder().arrange(tree)) {
      if (part(path, programs) == Part.PROGRAMS) {
        last.add(path);
      } else if (!path.equals(INIT)) {
        files.add(path);
      }
    }
    files.addAll(last);
    files.remove(COMPLETE);
    files.add(COMPLETE);
    return files;
  }

  /** Linux opens /dev/console for init before there is a devtmpfs. */
  private static void addConsole(FileTree tree) {
    tree.put(
        "dev/console", new DeviceNode(new Attributes(0600, 0, 0), DeviceNode.Kind.CHARACTER, 5, 1));
  }

  private Compression compression(Part part, int threads) {
    Optional<BranchFilter> filter =
        part == Part.PROGRAMS ? Optional.empty() : Optional.of(filter());
    boolean little = part == Part.INIT;
    return switch (chosen) {
      case ZSTD -> little ? Zstd.little() : Zstd.standard(threads);
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

  private static long size(FileTree tree) {
    return tree.entries().values().stream()
        .distinct()
        .filter(RegularFile.class::isInstance)
        .mapToLong(node -> ((RegularFile) node).content().size())
        .sum();
  }
}
