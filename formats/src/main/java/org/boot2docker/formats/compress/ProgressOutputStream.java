package org.boot2docker.formats.compress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes went in; cuts large writes so that progress is seen inside them. */
final class ProgressOutputStream extends FilterOutputStream {
  private static final int PIECE = 1 << 20;

  private final LongConsumer progress;
  private long written;

  ProgressOutputStream(OutputStream out, LongConsumer progress) {
    super(out);
    this.progress = progress;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    progress.accept(++written);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      out.write(bytes, from + done, piece);
      written += piece;
      progress.accept(written);
    }
  }

  @Override
  public void flush() {
    // A flush would end a block and so change the bytes with the way they arrive.
  }
}
