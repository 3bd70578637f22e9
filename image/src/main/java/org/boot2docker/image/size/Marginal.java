package org.boot2docker.image.size;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.compress.BranchFilter;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.CompressionFormat;
import org.boot2docker.formats.compress.Xz;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.cpio.CpioReader;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.InitramfsInput;
import org.boot2docker.formats.cpio.SimilarityOrder;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.ImageException;
import org.boot2docker.image.Manifest;

/**
 * What leaving files out would save: the initramfs is compressed twice, with them and without.
 *
 * @param files how many files match
 * @param with bytes of the initramfs with them
 * @param without bytes of the initramfs without them
 */
public record Marginal(int files, long with, long without) {
  /** What is left out is saved. */
  public long saved() {
    return with - without;
  }

  /**
   * Measures; takes minutes.
   *
   * @param image whose initramfs is taken; xz stays xz, and zstd is the default profile's
   * @param pattern of paths, as in a description
   * @throws ImageException when no file matches
   */
  public static Marginal measure(Path image, String pattern, int workers) throws IOException {
    RegularFile archive = BootFiles.file(IsoReader.read(image), image, BootFiles.INITRAMFS);
    FileTree all = read(archive.content());
    PathPatterns patterns = new PathPatterns(List.of(pattern));
    FileTree rest = all.select(path -> !patterns.test(path));
    int files = all.entries().size() - rest.entries().size();
    if (files == 0) {
      throw new ImageException("no file of " + image + " matches " + pattern);
    }
    BranchFilter filter = filter(Manifest.ofImage(image).architecture());
    Compression compression = compression(archive.content(), filter, workers);
    return new Marginal(files, compressed(all, compression), compressed(rest, compression));
  }

  private static FileTree read(Content archive) throws IOException {
    try (InputStream in = new BufferedInputStream(InitramfsInput.open(archive), 1 << 20)) {
      return CpioReader.read(in);
    }
  }

  /** As the build chooses it. */
  static BranchFilter filter(String architecture) {
    return architecture.equals(Architecture.ARM64.debianName())
        ? BranchFilter.ARM64
        : BranchFilter.X86;
  }

  private static Compression compression(Content archive, BranchFilter filter, int workers)
      throws IOException {
    try (InputStream in = new BufferedInputStream(archive.open())) {
      in.skipNBytes(InitramfsInput.early(archive));
      return CompressionFormat.of(in) == CompressionFormat.XZ
          ? Xz.smallest(Optional.of(filter))
          : Zstd.standard(workers);
    }
  }

  private static long compressed(FileTree tree, Compression compression) throws IOException {
    Counter counter = new Counter();
    try (OutputStream out = compression.compress(counter)) {
      new CpioWriter(new SimilarityOrder(), Instant.EPOCH).write(tree, out);
    }
    return counter.count;
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int value) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
