package org.boot2docker.formats.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.cpio.SimilarityOrder;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Prints what compressing a directory as one initramfs costs and gives; not a test. Arguments: the
 * directory, {@code path} or {@code similarity} for the order, then any number of {@code
 * zstd:LEVEL:JOB_MIB:OVERLAP} and {@code xz:DICTIONARY_MIB:NICE_LENGTH}. The table is in
 * bench/notes/2026-11-size.md.
 */
public final class MeasureCompression {
  private MeasureCompression() {}

  public static void main(String[] arguments) throws IOException {
    FileTree tree = tree(Path.of(arguments[0]));
    FileOrder order = arguments[1].equals("path") ? FileOrder.BY_PATH : new SimilarityOrder();
    for (String setting : Arrays.asList(arguments).subList(2, arguments.length)) {
      measure(tree, order, setting, System.out);
    }
  }

  private static void measure(FileTree tree, FileOrder order, String setting, PrintStream out)
      throws IOException {
    long[] bytes = new long[2];
    OutputStream counter =
        new OutputStream() {
          @Override
          public void write(int b) {
            bytes[1]++;
          }

          @Override
          public void write(byte[] buffer, int from, int length) {
            bytes[1] += length;
          }
        };
    Duration processor = processorTime();
    try (OutputStream packed = compression(setting).compress(counter, n -> bytes[0] = n)) {
      new CpioWriter(order, Instant.EPOCH).write(tree, packed);
    }
    long seconds = processorTime().minus(processor).toSeconds();
    out.println(setting + ": " + bytes[0] + " -> " + bytes[1] + " bytes, " + seconds + " CPU s");
  }

  private static Compression compression(String setting) {
    List<String> parts = List.of(setting.split(":"));
    int second = Integer.parseInt(parts.get(1));
    int third = Integer.parseInt(parts.get(2));
    if (parts.get(0).equals("xz")) {
      Lzma2 lzma2 = new Lzma2(second << 20, 3, 0, 2, third, Lzma2.MatchFinder.BT4);
      return new Xz(Optional.of(BranchFilter.X86), lzma2);
    }
    return new Zstd(second, 27, third << 20, Integer.parseInt(parts.get(3)), 2);
  }

  private static FileTree tree(Path directory) throws IOException {
    FileTree tree = new FileTree();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = directory.relativize(file).toString();
        tree.put(path, new RegularFile(Attributes.EXECUTABLE, Content.of(file)));
      }
    }
    return tree;
  }

  private static Duration processorTime() {
    return Duration.ofNanos(
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime());
  }
}
