package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.iso.IsoReader;

/** The least damage that a file can have. */
public final class FlippedBit {
  private FlippedBit() {}

  /**
   * Flips a bit; a second time, and all is as before.
   *
   * @param offset of its byte, from the file's start
   * @param bit from 0 to 7
   */
  public static void at(Path file, long offset, int bit) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      if (channel.read(one, offset) != 1) {
        throw new IOException(file + " has no byte " + offset);
      }
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1 << bit)}), offset);
    }
  }

  /**
   * Flips a bit of a file in an image.
   *
   * @param path in the image
   * @param where in the file, from 0 to 1
   */
  public static void in(Path iso, String path, double where) throws IOException {
    FileSlice file = (FileSlice) IsoReader.read(iso).files().file(path).orElseThrow().content();
    at(iso, file.offset() + (long) (file.size() * where), 0);
  }
}
