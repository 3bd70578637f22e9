package org.boot2docker.machine.ssh;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams that stay open when an SSH channel, which closes what it is given, ends. */
final class Unclosed {

  private Unclosed() {}

  static final class Input extends FilterInputStream {
    Input(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // Its owner closes it.
    }
  }

  static final class Output extends FilterOutputStream {
    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
