package org.boot2docker.image;

/**
 * How much memory a machine must have to unpack an image and run Docker in it; docs/boot.md has the
 * measurements behind the sums.
 *
 * @param leastMiB with less than that it does not come up at all
 * @param usualMiB from that on nothing special has to be done
 * @param unpackedMiB from that on the kernel may be handed the archive without compression
 */
public record MemoryNeed(int leastMiB, int usualMiB, int unpackedMiB) {
  private static final long MIB = 1 << 20;

  /** The kernel with its tables, and programs while they start. */
  private static final long KERNEL_AND_PROGRAMS = 180;

  /** What the kernel takes before it sets the limit of its first file system. */
  private static final long KERNEL = 60;

  /** Both sums are made to multiples of this, so that they do not change with every package. */
  private static final int STEP = 32;

  /**
   * Of an image.
   *
   * <p>While the kernel unpacks, the compressed archive and the files are in memory side by side.
   * The file system that they go to takes half of the memory that is left when the kernel mounts
   * it, unless a kernel parameter selects another.
   */
  public static MemoryNeed of(Manifest manifest) {
    long compressed = sum(manifest, "iso");
    long unpacked = sum(manifest, "initramfs");
    return new MemoryNeed(
        rounded(compressed + unpacked + KERNEL_AND_PROGRAMS),
        rounded(compressed + 2 * unpacked + KERNEL),
        rounded(unpacked + 2 * unpacked + KERNEL));
  }

  /** What to add to the kernel's command line for so much memory; it begins with a blank. */
  public String words(int memoryMiB) {
    return memoryMiB < usualMiB ? " rootfstype=ramfs" : "";
  }

  private static long sum(Manifest manifest, String in) {
    long bytes =
        manifest.parts().stream()
            .filter(part -> part.in().equals(in) && !part.name().equals("kernel"))
            .mapToLong(Manifest.Part::bytes)
            .sum();
    return (bytes + MIB - 1) / MIB;
  }

  private static int rounded(long mebibytes) {
    return Math.toIntExact((mebibytes + STEP - 1) / STEP * STEP);
  }
}
