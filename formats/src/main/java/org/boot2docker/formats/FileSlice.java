package org.boot2docker.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.formats.tree.Content;

/**
 * A range of bytes of a file on this machine, read when it is asked for.
 *
 * @param file the complete file
 * @param offset first byte
 * @param size number of bytes
 */
public record FileSlice(Path file, long offset, long size) implements Content {

  @Override
  public InputStream open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    return new Limited(Channels.newInputStream(channel.position(offset)), size);
  }

  /** Ends after a number of bytes. */
  private static final class Limited extends BulkInputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int n = in.read(bytes, from, (int) Math.min(left, length));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
