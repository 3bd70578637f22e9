package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InputStream;

/**
 * An answer being read.
 *
 * @param stream the bytes; closing it ends the transfer
 * @param offset position of the first byte in the whole file: 0 when the server ignored a range
 */
record Body(InputStream stream, long offset) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
