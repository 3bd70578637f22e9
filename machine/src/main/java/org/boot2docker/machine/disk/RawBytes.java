package org.boot2docker.machine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that holds the disk's bytes as they are, or a block device. */
final class RawBytes implements DiskBytes {
  private final FileChannel channel;
  private final long size;

  RawBytes(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    // Of a device Java gives no size; the system refuses reads beyond its end.
    size = Files.isRegularFile(file) ? channel.size() : Long.MAX_VALUE;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer to) throws IOException {
    if (offset < 0) {
      return; // A damaged table names such places: like those beyond the end, they hold nothing.
    }
    long at = offset;
    int count = channel.read(to, at);
    while (count > 0 && to.hasRemaining()) {
      at += count;
      count = channel.read(to, at);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
