package org.boot2docker.machine.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as QEMU's migration/ram.c writes them; SavedMachineTest has those of a real QEMU. */
class MappedStateTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path directory;

  /** A stream's start, a list of a guest of 2 MiB and a BIOS of 4 KiB, and a tail. */
  private Path state(int version, long total) throws IOException {
    Path file = directory.resolve("state");
    ByteBuffer start = ByteBuffer.allocate(4096);
    start.put(text("QEVM and more")).putLong(total);
    block(start, "memory", 2 * MIB, version, 200, MIB);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(start.flip(), 0);
      channel.write(ByteBuffer.wrap(new byte[] {3}), 200);
      channel.write(ByteBuffer.wrap(text("the guest's")), MIB);
      ByteBuffer next = ByteBuffer.allocate(4096);
      block(next, "pc.bios", 4096, version, 3 * MIB + 100, 4 * MIB);
      channel.write(next.flip(), 3 * MIB);
      channel.write(ByteBuffer.wrap(new byte[] {1}), 3 * MIB + 100);
      channel.write(ByteBuffer.wrap(text("firmware")), 4 * MIB);
      channel.write(ByteBuffer.wrap(text("devices")), 4 * MIB + 4096);
    }
    return file;
  }

  private static void block(
      ByteBuffer to, String name, long size, int version, long bitmap, long pages) {
    to.put((byte) name.length()).put(text(name)).putLong(size);
    to.putInt(version).putLong(4096).putLong(bitmap).putLong(pages);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void theRestIsAStateWithoutTheGuestsMemory() throws IOException {
    Path rest = directory.resolve("rest");

    assertThat(MappedState.split(state(1, 2 * MIB + 4096 | 4), rest)).hasValue(MIB);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(rest));
    byte[] start = new byte[13];
    bytes.get(start);
    assertThat(start).asString(StandardCharsets.US_ASCII).isEqualTo("QEVM and more");
    assertThat(bytes.getLong()).as("size of all blocks, with its flag").isEqualTo(4096 | 4);
    byte[] name = new byte[bytes.get()];
    bytes.get(name);
    assertThat(name).asString(StandardCharsets.US_ASCII).isEqualTo("pc.bios");
    assertThat(bytes.getLong()).isEqualTo(4096);
    assertThat(bytes.getInt()).isEqualTo(1);
    assertThat(bytes.getLong()).isEqualTo(4096);
    long bitmap = bytes.getLong();
    long pages = bytes.getLong();
    assertThat(bitmap).as("behind the header").isEqualTo(bytes.position());
    assertThat(bytes.get((int) bitmap)).isEqualTo((byte) 1);
    assertThat(pages).isEqualTo(MIB);
    String tail = StandardCharsets.ISO_8859_1.decode(bytes.position((int) pages)).toString();
    assertThat(tail).startsWith("firmware").endsWith("\0devices").hasSize(4096 + 7);
  }

  @Test
  void anotherLayoutIsLeftToQemu() throws IOException {
    Path rest = directory.resolve("rest");
    assertThat(MappedState.split(state(2, 2 * MIB + 4096 | 4), rest)).as("version").isEmpty();
    assertThat(MappedState.split(state(1, 3 * MIB | 4), rest)).as("size").isEmpty();
    Path other = Files.writeString(directory.resolve("other"), "no list of memory");
    assertThat(MappedState.split(other, rest)).isEmpty();
  }
}
