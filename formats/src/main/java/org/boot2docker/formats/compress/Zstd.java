package org.boot2docker.formats.compress;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Zstandard with long distance matching (RFC 8878). The input is cut into jobs of fixed size that
 * are compressed in parallel, so that the bytes are the same for any number of workers.
 *
 * @param level 1 to 22
 * @param windowLog base-2 logarithm of the window, 10 to 27: Linux takes windows to 128 MiB
 * @param jobSize bytes of input in one job, 512 KiB to 1 GiB
 * @param overlapLog how much of what comes before it a job looks at: 9 is the whole window, each
 *     step less is half of it, 1 nothing
 * @param workers threads, 1 to 256; not part of the result
 */
public record Zstd(int level, int windowLog, int jobSize, int overlapLog, int workers)
    implements Compression {
  private static final int MEBIBYTE = 1 << 20;

  /** The most threads that zstd takes. */
  public static final int MOST_WORKERS = 256;

  /** The longest window that the initramfs loader of Linux takes (ZSTD_WINDOWSIZE_MAX). */
  static final int MAX_WINDOW_LOG = 27;

  /**
   * For images. The guest holds a window beside the whole archive and all files while it unpacks,
   * which with 128 MiB was too much for one of 512 MiB (docs/boot.md).
   */
  private static final int IMAGE_WINDOW_LOG = 26;

  /** Checks the ranges. */
  public Zstd {
    check(level, 1, 22, "level");
    check(windowLog, 10, MAX_WINDOW_LOG, "windowLog");
    check(jobSize, MEBIBYTE / 2, 1024 * MEBIBYTE, "jobSize");
    check(overlapLog, 1, 9, "overlapLog");
    check(workers, 1, MOST_WORKERS, "workers");
  }

  /** The default for images: chosen by measurement, see docs/size.md. */
  public static Zstd standard(int workers) {
    return new Zstd(19, IMAGE_WINDOW_LOG, 64 * MEBIBYTE, 7, workers);
  }

  /** One job, which takes a processor minutes for an image, and 1 GiB of memory. */
  public static Zstd smallest() {
    return new Zstd(22, IMAGE_WINDOW_LOG, 1024 * MEBIBYTE, 9, 1);
  }

  /** For little content: the one who unpacks needs no more than a mebibyte beside it. */
  public static Zstd little() {
    return new Zstd(19, 20, MEBIBYTE, 7, 1);
  }

  /** For what another program has compressed: the frame is for its checksum. */
  public static Zstd alreadyCompressed() {
    return new Zstd(1, 20, MEBIBYTE, 1, 1);
  }

  /** Little time, for trying things out. */
  public static Zstd fast(int workers) {
    return new Zstd(3, IMAGE_WINDOW_LOG, 16 * MEBIBYTE, 6, workers);
  }

  @Override
  public String extension() {
    return "zst";
  }

  /** Only buffers: the native library has its memory outside the heap. */
  @Override
  public long heapNeeded() {
    return MEBIBYTE;
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, level);
    zstd.setLong(windowLog).setWorkers(workers).setJobSize(jobSize).setOverlapLog(overlapLog);
    zstd.setChecksum(true);
    return new WithoutFlush(zstd);
  }

  private static void check(int value, int min, int max, String name) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "zstd " + name + " must be " + min + " to " + max + ", not " + value);
    }
  }
}
