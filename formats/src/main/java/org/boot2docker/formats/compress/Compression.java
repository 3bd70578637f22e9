package org.boot2docker.formats.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** A way to compress one stream. */
public sealed interface Compression permits Zstd, Xz, Uncompressed {

  /** The usual end of a file name: {@code zst}, {@code xz}, or nothing. */
  String extension();

  /** Heap that compressing needs, in bytes. */
  long heapNeeded();

  /**
   * A stream that compresses what is written to it. Closing it ends the compressed stream and
   * closes the one below; flushing does nothing, because it would change the bytes.
   *
   * @throws IOException when the settings can't work here, for example too little heap
   */
  OutputStream compress(OutputStream out) throws IOException;

  /** As {@link #compress(OutputStream)}, telling the number of bytes taken in so far. */
  default OutputStream compress(OutputStream out, LongConsumer progress) throws IOException {
    return new ProgressOutputStream(compress(out), progress);
  }
}
