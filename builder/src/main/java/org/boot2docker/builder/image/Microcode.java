package org.boot2docker.builder.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.boot2docker.formats.cpio.CpioIndex;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Updates of x86 processors' microcode. Where packages bring them as firmware, they go into an
 * archive of its own at the front of the initramfs, not compressed, from which Linux takes them
 * before it does anything else (Documentation/arch/x86/microcode.rst).
 */
final class Microcode {
  private static final String DIRECTORY = "kernel/x86/microcode/";
  private static final String INTEL = "GenuineIntel";
  private static final String AMD = "AuthenticAMD";
  private static final String FILE = ".bin";

  /** Intel's manual asks for it, and Linux may hand the file to the processor where it lies. */
  private static final int ALIGNMENT = 16;

  /** What an entry grows by in steps, as newc pads names. */
  private static final int STEP = 4;

  private Microcode() {}

  /** Where a file of the packages goes: updates all into one file for each maker of processors. */
  static String place(String path) {
    if (path.startsWith("usr/lib/firmware/intel-ucode/")) {
      return DIRECTORY + INTEL + FILE;
    }
    return path.matches("usr/lib/firmware/amd-ucode/microcode_amd[^/]*\\.bin")
        ? DIRECTORY + AMD + FILE
        : path;
  }

  /** Whether a file of the packages is an update. */
  static boolean isUpdate(String path) {
    return !place(path).equals(path);
  }

  /** The archive of a tree's updates; empty when it has none. */
  static byte[] archive(FileTree tree, Instant time) throws IOException {
    Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    // One update for several processors is there once for each, under its name.
    Set<String> known = new HashSet<>();
    for (String path : tree.entries().keySet()) {
      Optional<RegularFile> update = tree.file(path).filter(file -> isUpdate(path));
      if (update.isPresent() && known.add(Sha256.of(update.get().content().bytes()))) {
        files
            .computeIfAbsent(place(path), file -> new ByteArrayOutputStream())
            .write(update.get().content().bytes());
      }
    }
    FileTree archive = new FileTree();
    files.forEach((path, bytes) -> archive.putFile(path, Content.of(bytes.toByteArray())));
    for (String path : files.keySet()) {
      align(archive, path, time);
    }
    return files.isEmpty() ? new byte[0] : written(archive, time);
  }

  /** Puts an empty file before another one, with a name of such a length that it is aligned. */
  private static void align(FileTree archive, String path, Instant time) throws IOException {
    String filler = path.substring(0, path.length() - FILE.length()) + ".align";
    while (start(archive, path, time) % ALIGNMENT != 0) {
      archive.remove(filler);
      filler += "0".repeat(STEP);
      archive.putFile(filler, Content.of(""));
    }
  }

  /** Where a file's data begin in the archive. */
  private static long start(FileTree archive, String path, Instant time) throws IOException {
    List<CpioIndex.Entry> entries =
        CpioIndex.read(new ByteArrayInputStream(written(archive, time)));
    CpioIndex.Entry file =
        entries.stream().filter(entry -> entry.path().equals(path)).findFirst().orElseThrow();
    return file.end() - (file.size() + STEP - 1) / STEP * STEP;
  }

  private static byte[] written(FileTree archive, Instant time) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CpioWriter(FileOrder.BY_PATH, time).write(archive, out);
    return out.toByteArray();
  }
}
