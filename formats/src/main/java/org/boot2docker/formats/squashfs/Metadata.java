package org.boot2docker.formats.squashfs;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.FieldWriter;

/**
 * A table of structures in compressed blocks of 8 KiB, each behind its length; a structure may lie
 * in two of them.
 */
final class Metadata {
  private static final int BLOCK = 8192;

  /** A block's length has this bit when its content is not compressed. */
  private static final int PLAIN = 0x8000;

  private final int level;
  private final ByteArrayOutputStream done = new ByteArrayOutputStream();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private final List<Integer> starts = new ArrayList<>();

  Metadata(int level) {
    this.level = level;
  }

  /** Where the next structure begins: the start of its block in the table. */
  int block() {
    return done.size();
  }

  /** Where the next structure begins: the offset in its block's content. */
  int offset() {
    return open.size();
  }

  void add(byte[] structure) {
    for (byte each : structure) {
      open.write(each);
      if (open.size() == BLOCK) {
        close();
      }
    }
  }

  private void close() {
    Blocks.Stored stored = Blocks.store(open.toByteArray(), level);
    starts.add(done.size());
    int length = stored.bytes().length | (stored.compressed() ? 0 : PLAIN);
    done.writeBytes(new FieldWriter().le16(length).toBytes());
    done.writeBytes(stored.bytes());
    open.reset();
  }

  /** The whole table; nothing can be added any more. */
  byte[] toBytes() {
    if (open.size() > 0) {
      close();
    }
    return done.toByteArray();
  }

  /** Where each block begins, of a table that is whole. */
  List<Integer> starts() {
    return starts;
  }
}
