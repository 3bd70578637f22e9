package org.boot2docker.guest.init.partition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk image on this machine, for Debian's tools to look at. */
public record FileBlock(Path file, long size, int sectorSize) implements Block {
  /** Makes the file, sparse. */
  public FileBlock {
    write(file, size - 1, new byte[1]);
  }

  private static void write(Path file, long offset, byte[] bytes) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(long offset, int length) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new BlockException("beyond the end: " + offset);
        }
      }
      return buffer.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(long offset, byte[] bytes) {
    write(file, offset, bytes);
  }

  @Override
  public void flush() {
    // The tools read what this process wrote, on a disk or not.
  }
}
