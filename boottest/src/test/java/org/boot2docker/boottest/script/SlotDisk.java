package org.boot2docker.boottest.script;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** A small disk as boot2docker-install makes it, written here again from what its comments say. */
record SlotDisk(Path file) {
  static final int SECTOR = 512;
  static final long MIB = 1 << 20;
  static final long SLOT = 2 * MIB;
  static final long SIZE = 16 * MIB;
  private static final long ESP = MIB;
  private static final long FIRST_SLOT = 3 * MIB;
  private static final long STATE = ESP + 77 * SECTOR;
  private static final int STATE_BYTES = 38;

  /** A disk with a state, whose slots are empty. */
  static SlotDisk in(Path file, byte[] code, String state) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    first.put(code);
    first.putLong(28, STATE / SECTOR);
    first.position(446);
    entry(first, 0, 0xef, ESP, FIRST_SLOT - ESP);
    entry(first, 0x80, 0x17, FIRST_SLOT, SLOT);
    entry(first, 0, 0x17, FIRST_SLOT + SLOT, SLOT);
    entry(first, 0, 0x83, FIRST_SLOT + 2 * SLOT, SIZE - FIRST_SLOT - 2 * SLOT);
    first.put((byte) 0x55).put((byte) 0xaa);
    SlotDisk disk = new SlotDisk(file);
    Files.deleteIfExists(file);
    disk.put(0, first.array());
    disk.put(SIZE - 1, new byte[1]);
    disk.put(
        STATE,
        ("# GRUB Environment Block\n" + state + "#".repeat(1024 - STATE_BYTES))
            .getBytes(StandardCharsets.US_ASCII));
    return disk;
  }

  private static void entry(ByteBuffer to, int flag, int type, long start, long length) {
    to.putInt(0xfffffe00 | flag).putInt(0xfffffe00 | type);
    to.putInt((int) (start / SECTOR)).putInt((int) (length / SECTOR));
  }

  /** The boot code as the guest has it. */
  static byte[] code(Path hex) throws IOException {
    return HexFormat.of()
        .parseHex(
            Files.readAllLines(hex).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining()));
  }

  /** The state's two lines. */
  String state() throws IOException {
    byte[] bytes = get(STATE, STATE_BYTES);
    return new String(Arrays.copyOfRange(bytes, 25, STATE_BYTES), StandardCharsets.US_ASCII);
  }

  /** What a slot has. */
  byte[] slot(char name) throws IOException {
    return get(FIRST_SLOT + (name - 'a') * SLOT, (int) SLOT);
  }

  void putSlot(char name, byte[] content) throws IOException {
    put(FIRST_SLOT + (name - 'a') * SLOT, content);
  }

  /** What comes behind the slots: Docker's data. */
  byte[] data() throws IOException {
    long at = FIRST_SLOT + 2 * SLOT;
    return get(at, (int) (SIZE - at));
  }

  void put(long offset, byte[] bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(offset);
      open.write(bytes);
    }
  }

  private byte[] get(long offset, int length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[length];
      open.seek(offset);
      open.readFully(bytes);
      return bytes;
    }
  }
}
