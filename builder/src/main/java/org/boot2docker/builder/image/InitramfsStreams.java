package org.boot2docker.builder.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.boot2docker.formats.Unclosed;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.cpio.CpioWriter;

/** The compressed streams of an initramfs, one after the other in one file. */
final class InitramfsStreams implements CpioWriter.Streams, Closeable {

  /** The streams in their order. */
  enum Part {
    /** Directories, links and init: what is there even when memory is too small for the rest. */
    INIT,
    /** All else. */
    SYSTEM,
    /** What xz's filter for machine code would spoil. */
    UNFILTERED,
    /** Container images, which are compressed already. */
    IMAGES
  }

  private final OutputStream out;
  private final Function<String, Part> partOf;
  private final Function<Part, Compression> compressions;
  private final LongConsumer progress;
  private Part part = Part.INIT;
  private OutputStream current = OutputStream.nullOutputStream();
  private boolean open;
  private long before;
  private long done;

  /**
   * Streams into a file.
   *
   * @param partOf the part that a path belongs to
   * @param progress receives the number of bytes that all of them have read
   */
  InitramfsStreams(
      OutputStream out,
      Function<String, Part> partOf,
      Function<Part, Compression> compressions,
      LongConsumer progress) {
    this.out = out;
    this.partOf = partOf;
    this.compressions = compressions;
    this.progress = progress;
  }

  @Override
  public OutputStream forFile(String path) throws IOException {
    Part wanted = partOf.apply(path);
    if (!open || wanted != part) {
      current.close();
      before += done;
      done = 0;
      part = wanted;
      // Closing it leaves the file open for what follows.
      current = compressions.apply(part).compress(new Unclosed.Output(out), this::count);
      open = true;
    }
    return current;
  }

  private void count(long bytes) {
    done = bytes;
    progress.accept(before + bytes);
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
