package org.boot2docker.formats.compress;

import java.io.OutputStream;

/** The bytes as they are. */
public record Uncompressed() implements Compression {

  @Override
  public String extension() {
    return "";
  }

  @Override
  public long heapNeeded() {
    return 0;
  }

  @Override
  public OutputStream compress(OutputStream out) {
    return out;
  }
}
