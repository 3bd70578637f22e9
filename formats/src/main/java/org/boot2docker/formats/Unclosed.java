package org.boot2docker.formats;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams that stay open when a user of them, which closes what it is given, ends. */
public final class Unclosed {
  private Unclosed() {}

  /** One to read. */
  public static final class Input extends FilterInputStream {
    /** Of a stream that its owner closes. */
    public Input(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // Its owner closes it.
    }
  }

  /** One to write; closing it flushes. */
  public static final class Output extends FilterOutputStream {
    /** Of a stream that its owner closes. */
    public Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
