package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A state as QEMU writes it with the capability {@code mapped-ram} (QEMU's
 * docs/devel/migration/mapped-ram.rst). It begins with a list of all blocks of memory: name, size,
 * header, bitmap, and then the pages, one after the other and those that are zero as holes. So the
 * guest's memory can be mapped instead of read, once it is no longer in the list.
 */
final class MappedState {
  /** Name of the guest's memory, as QEMU's command line has it. */
  private static final String MEMORY = "memory";

  /** Behind the stream's header and its list of capabilities. */
  private static final int SEARCHED_BYTES = 64 * 1024;

  /** Version, size of a page, offsets of the bitmap and of the pages. */
  private static final int HEADER_BYTES = 4 + 8 + 8 + 8;

  private static final int VERSION = 1;
  private static final long PAGE = 4096;

  /** MAPPED_RAM_FILE_OFFSET_ALIGNMENT (migration/ram.c). */
  private static final long ALIGNMENT = 1 << 20;

  private static final int CHUNK = 1 << 16;

  private final FileChannel from;
  private final FileChannel to;

  /** A block of memory; places are offsets in the file, in bytes. */
  private record Block(ByteBuffer name, long size, long bitmap, long pages) {
    long bitmapBytes() {
      long bits = size / PAGE;
      return (bits + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    long end() {
      return pages + size;
    }
  }

  private MappedState(FileChannel from, FileChannel to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Writes all but the guest's memory into a file of the same kind.
   *
   * @return where the memory begins in the first file, in bytes; empty when that is laid out
   *     otherwise than known here
   */
  static OptionalLong split(Path state, Path rest) throws IOException {
    try (FileChannel from = FileChannel.open(state, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                rest,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      return new MappedState(from, to).split();
    }
  }

  private OptionalLong split() throws IOException {
    ByteBuffer start = read(0, (int) Math.min(SEARCHED_BYTES, from.size()));
    String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
    // QEMU sorts blocks by size, so that of the guest is the first.
    int list = text.indexOf((char) MEMORY.length() + MEMORY) - Long.BYTES;
    if (list < 0) {
      return OptionalLong.empty();
    }
    long total = start.getLong(list);
    List<Block> blocks = blocks(list, total);
    if (blocks.isEmpty()) {
      return OptionalLong.empty();
    }
    Block memory = blocks.get(0);
    copy(0, list, 0);
    to.position(list);
    write(ByteBuffer.allocate(Long.BYTES).putLong(total - memory.size()).flip());
    long position = to.position();
    for (Block block : blocks.subList(1, blocks.size())) {
      position = write(block, position);
    }
    long tail = blocks.get(blocks.size() - 1).end();
    copy(tail, from.size() - tail, position);
    return OptionalLong.of(memory.pages());
  }

  /** All blocks, that of the guest first; empty when one of them is unknown to this class. */
  private List<Block> blocks(int list, long total) throws IOException {
    List<Block> blocks = new ArrayList<>();
    // The low bits are flags: sizes are whole pages.
    long left = total & -PAGE;
    long position = list + (long) Long.BYTES;
    while (left > 0) {
      int length = read(position, 1).get(0) & 0xff;
      ByteBuffer name = read(position, 1 + length);
      ByteBuffer header = read(position + 1 + length, Long.BYTES + HEADER_BYTES);
      long size = header.getLong();
      boolean known = header.getInt() == VERSION && header.getLong() == PAGE;
      Block block = new Block(name, size, header.getLong(), header.getLong());
      if (!known || size <= 0 || block.pages() <= position || block.pages() % PAGE != 0) {
        return List.of();
      }
      blocks.add(block);
      left -= size;
      position = block.end();
    }
    return left == 0 ? blocks : List.of();
  }

  /** Writes one, and returns where the next begins. */
  private long write(Block block, long position) throws IOException {
    long bitmap = position + block.name().capacity() + Long.BYTES + HEADER_BYTES;
    long pages = (bitmap + block.bitmapBytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    to.position(position);
    write(block.name().duplicate());
    write(
        ByteBuffer.allocate(Long.BYTES + HEADER_BYTES)
            .putLong(block.size())
            .putInt(VERSION)
            .putLong(PAGE)
            .putLong(bitmap)
            .putLong(pages)
            .flip());
    copy(block.bitmap(), block.bitmapBytes(), bitmap);
    copy(block.pages(), block.size(), pages);
    return pages + block.size();
  }

  /** Zeros become a hole. */
  private void copy(long position, long bytes, long target) throws IOException {
    for (long done = 0; done < bytes; done += CHUNK) {
      ByteBuffer chunk = read(position + done, (int) Math.min(CHUNK, bytes - done));
      if (chunk.mismatch(ByteBuffer.allocate(chunk.capacity())) >= 0) {
        to.position(target + done);
        write(chunk);
      }
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** What is behind the end of the file is zero. */
  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int count = 0;
    while (count >= 0 && bytes.hasRemaining()) {
      count = from.read(bytes, position + bytes.position());
    }
    return bytes.rewind();
  }
}
