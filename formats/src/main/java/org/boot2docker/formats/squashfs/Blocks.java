package org.boot2docker.formats.squashfs;

import com.github.luben.zstd.Zstd;

/** One block, compressed if that makes it smaller, as data and metadata blocks both are. */
final class Blocks {

  /**
   * A block as it is stored.
   *
   * @param compressed whether the bytes are a zstd frame, else they are the content itself
   */
  record Stored(byte[] bytes, boolean compressed) {}

  private Blocks() {}

  static Stored store(byte[] content, int level) {
    byte[] small = Zstd.compress(content, level);
    return small.length < content.length ? new Stored(small, true) : new Stored(content, false);
  }
}
