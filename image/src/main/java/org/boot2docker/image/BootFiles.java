package org.boot2docker.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.iso.IsoImage;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.tree.RegularFile;

/**
 * What a boot loader takes out of an image, for whoever starts the kernel without one.
 *
 * @param kernel the kernel's file
 * @param initramfs the file of the RAM file system
 * @param commandLine what the image's boot loaders tell the kernel
 * @param memory how much a machine must have
 * @param signatures whether the kernel may insist on the signatures of its modules
 */
public record BootFiles(
    Path kernel, Path initramfs, String commandLine, MemoryNeed memory, boolean signatures) {
  /** The kernel on the medium. */
  public static final String KERNEL = "boot/vmlinuz";

  /** The RAM file system on the medium. */
  public static final String INITRAMFS = "boot/initrd.img";

  /** What {@link #extract} calls them. */
  static final String KERNEL_FILE = "vmlinuz";

  static final String INITRAMFS_FILE = "initrd.img";

  /**
   * Copies kernel and RAM file system into a directory.
   *
   * @throws ImageException when the image does not have one of them
   */
  public static BootFiles extract(Path image, Path directory) throws IOException {
    IsoImage iso = IsoReader.read(image);
    Manifest manifest = Manifest.of(iso, image);
    Files.createDirectories(directory);
    BootFiles files = in(directory, manifest);
    copy(iso, image, KERNEL, files.kernel);
    copy(iso, image, INITRAMFS, files.initramfs);
    return files;
  }

  /** Those that {@link #extract} has copied. */
  static BootFiles in(Path directory, Manifest manifest) {
    return new BootFiles(
        directory.resolve(KERNEL_FILE),
        directory.resolve(INITRAMFS_FILE),
        manifest.cmdline(),
        MemoryNeed.of(manifest),
        mayInsistOnSignatures(manifest));
  }

  /**
   * Debian's kernels insist only when their command line says so, or the firmware, which has no
   * part in a start without a boot loader; what others do is up to who configured them.
   */
  private static boolean mayInsistOnSignatures(Manifest manifest) {
    String words = manifest.cmdline();
    return !manifest.kernelBuild().isEmpty()
        || words.contains("module.sig_enforce")
        || words.contains("lockdown=");
  }

  /**
   * The same with a RAM file system that the kernel has only to copy.
   *
   * @param to its file, which is made unless it is there
   * @param progress receives a line when it is made
   */
  public BootFiles unpacked(Path to, Progress progress) throws IOException {
    if (!Files.exists(to)) {
      progress.say("Unpacking the RAM file system, once for this image");
      unpack(initramfs, to, signatures);
    }
    return new BootFiles(kernel, to, commandLine, memory, signatures);
  }

  /**
   * Writes a RAM file system, which may be another system's, so that it has only to be copied.
   *
   * @param signatures whether kernel modules keep theirs
   */
  public static void unpack(Path initramfs, Path to, boolean signatures) throws IOException {
    AtomicFile.passing(to, out -> UnpackedInitramfs.write(initramfs, out, signatures));
  }

  /**
   * The command line for a machine with so much memory.
   *
   * @throws ImageException when that is too little for the image
   */
  public String commandLine(int memoryMiB) throws ImageException {
    requireEnough(memory, memoryMiB);
    return commandLine + memory.words(memoryMiB);
  }

  /**
   * Checks that a machine has memory enough for an image, before anything is copied.
   *
   * @throws ImageException with how much that is
   */
  public static void requireMemory(Manifest manifest, int memoryMiB) throws ImageException {
    requireEnough(MemoryNeed.of(manifest), memoryMiB);
  }

  private static void requireEnough(MemoryNeed memory, int memoryMiB) throws ImageException {
    if (memoryMiB < memory.leastMiB()) {
      throw new ImageException(
          "%d MiB of memory are not enough for this image: give it %d MiB or more"
              .formatted(memoryMiB, memory.leastMiB()));
    }
  }

  private static void copy(IsoImage iso, Path image, String path, Path to) throws IOException {
    RegularFile file = file(iso, image, path);
    try (InputStream in = file.content().open()) {
      AtomicFile.passing(to, in::transferTo);
    }
  }

  /**
   * A file of an image.
   *
   * @param image for the message
   * @throws ImageException when it is not there
   */
  public static RegularFile file(IsoImage iso, Path image, String path) throws ImageException {
    return iso.files()
        .file(path)
        .orElseThrow(
            () ->
                new ImageException(
                    image + " has no " + path + ": build it with 'boot2docker build'"));
  }
}
