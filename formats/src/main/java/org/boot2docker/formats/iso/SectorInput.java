package org.boot2docker.formats.iso;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.file.InputFile;

/** Reads ranges of an image, never beyond its end. */
final class SectorInput implements Closeable {
  static final String FORMAT = "ISO 9660";

  private final FileChannel channel;
  private final long size;

  private SectorInput(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static SectorInput open(Path path) throws IOException {
    InputFile.require(path);
    FileChannel channel = FileChannel.open(path);
    return new SectorInput(channel, channel.size());
  }

  /** Little-endian. */
  ByteBuffer read(int sector, int offset, int length) throws IOException {
    long at = Integer.toUnsignedLong(sector) * Sector.SIZE + Integer.toUnsignedLong(offset);
    if (length < 0 || at + length > size) {
      throw FormatException.at(FORMAT, size, "the image ends before what it should hold");
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw FormatException.at(FORMAT, size, "the image became shorter");
      }
    }
    return buffer.flip();
  }

  void check(Extent extent, long recordOffset) throws FormatException {
    long end = Integer.toUnsignedLong(extent.sector()) * Sector.SIZE + extent.size();
    if (extent.sector() < 0 || extent.size() > 0 && end > size) {
      throw FormatException.at(FORMAT, recordOffset, "a file lies beyond the end of the image");
    }
  }

  static String ascii(ByteBuffer buffer, int from, int length) {
    byte[] bytes = new byte[length];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
