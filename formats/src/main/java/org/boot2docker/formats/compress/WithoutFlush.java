package org.boot2docker.formats.compress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A compressor that is not flushed: that would end a chunk or a job and so change the bytes. */
final class WithoutFlush extends FilterOutputStream {
  WithoutFlush(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
  }

  @Override
  public void flush() {}
}
