package org.boot2docker.debian.compress;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tukaani.xz.SeekableInputStream;

/** A part of a file as if it were a file; several may share one that is open. */
final class FileSlice extends SeekableInputStream {
  private final FileChannel channel;
  private final long start;
  private final long length;
  private long position;

  FileSlice(Path file, long start, long length) throws IOException {
    this(FileChannel.open(file, StandardOpenOption.READ), start, length);
  }

  /** Closing it closes the channel. */
  FileSlice(FileChannel channel, long start, long length) {
    this.channel = channel;
    this.start = start;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (position >= length) {
      return -1;
    }
    int wanted = (int) Math.min(count, length - position);
    int read = channel.read(ByteBuffer.wrap(buffer, offset, wanted), start + position);
    if (read < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    position += read;
    return read;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long to) {
    position = to;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
