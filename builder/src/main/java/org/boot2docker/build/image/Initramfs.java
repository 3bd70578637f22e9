package org.boot2docker.build.image;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
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
import org.boot2docker.build.description.IsoSpec;
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

/** The one archive that is unpacked into RAM at boot, compressed as one solid stream. */
final class Initramfs {
  private static final String INIT = "usr/sbin/init";

  /** The last file of all: init sees by it that the memory was enough for the others. */
  private static final String COMPLETE = "usr/lib/boot2docker/complete";

  private final IsoSpec.Compression chosen;
  private final Architecture architecture;
  private final int workers;

  Initramfs(IsoSpec.Compression chosen, Architecture architecture, int workers) {
    this.chosen = chosen;
    this.architecture = architecture;
    this.workers = workers;
  }

  /** The settings that the bytes depend on. */
  String settings() {
    return compression(1) + ", files by similarity, init first and by itself";
  }

  /** Writes the archive to a file. */
  void write(FileTree tree, Instant time, Path file, BuildListener listener) throws IOException {
    addConsole(tree);
    long total = size(tree);
    tree.putFile(COMPLETE, Content.of(""));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        OutputStream first = little().compress(new KeptOpen(out))) {
      new CpioWriter(Initramfs::order, time)
          .write(
              tree,
              first,
              INIT,
              () -> {
                first.close();
                return compression(workers)
                    .compress(out, done -> listener.work("compressing", done, total));
              });
    }
  }

  /** Init can say that memory is short if it comes before all that needs much of it. */
  private static List<String> order(FileTree tree) throws IOException {
    List<String> files = new ArrayList<>(new SimilarityOrder().arrange(tree));
    files.removeAll(List.of(INIT, COMPLETE));
    files.add(0, INIT);
    files.add(COMPLETE);
    return files;
  }

  /** Linux opens /dev/console for init before there is a devtmpfs. */
  private static void addConsole(FileTree tree) {
    tree.put(
        "dev/console", new DeviceNode(new Attributes(0600, 0, 0), DeviceNode.Kind.CHARACTER, 5, 1));
  }

  /** For what comes before all that takes much memory to unpack. */
  private Compression little() {
    return switch (chosen) {
      case ZSTD, ZSTD_FAST -> Zstd.little();
      case XZ -> Xz.little(Optional.of(filter()));
    };
  }

  private Compression compression(int threads) {
    return switch (chosen) {
      case ZSTD -> Zstd.standard(threads);
      case ZSTD_FAST -> Zstd.fast(threads);
      case XZ -> Xz.smallest(Optional.of(filter()));
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

  /** Closing it leaves the stream below open for what follows. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
