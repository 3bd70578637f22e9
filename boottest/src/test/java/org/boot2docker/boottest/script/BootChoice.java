package org.boot2docker.boottest.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first sector of a disk, and GRUB, start. Written here again from docs/install.md.
 *
 * @param slot the system that starts
 * @param state how the state is changed before
 */
record BootChoice(char slot, String state) {
  private static final int SECTOR = 512;
  private static final String HEAD = "# GRUB Environment Block\nslot=";
  private static final int BLOCK = 1024;

  /** The next start. */
  private static BootChoice of(char slot, char tried) {
    return switch (tried) {
      case 'a', 'b' -> new BootChoice(tried, "slot=%c\ntry=%c\n".formatted(slot, tried - 32));
      case 'A', 'B' -> new BootChoice(slot, "slot=%c\ntry=x\n".formatted(slot));
      default -> new BootChoice(slot, "slot=%c\ntry=%c\n".formatted(slot, tried));
    };
  }

  /**
   * The systems that start one after the other while nobody settles anything, as a machine does
   * whose power goes again and again.
   */
  static List<Character> starts(byte[] disk) {
    String state = state(disk);
    List<Character> slots = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      BootChoice next = of(state.charAt(5), state.charAt(11));
      slots.add(next.slot());
      state = next.state();
    }
    return slots;
  }

  /** The two lines of the state; both loaders want the whole block of two sectors. */
  static String state(byte[] disk) {
    int at = (int) littleEndian(disk).getLong(28) * SECTOR;
    String block = new String(disk, at, BLOCK, StandardCharsets.ISO_8859_1);
    if (!block.matches(HEAD + "[ab]\ntry=[-abABx]\n#+")) {
      throw new AssertionError("no block of GRUB's environment: " + block);
    }
    return block.substring(HEAD.length() - 5, HEAD.length() + 8);
  }

  /** Where a slot begins. */
  static int offset(byte[] disk, char slot) {
    return littleEndian(disk).getInt(446 + 16 * (slot - 'a' + 1) + 8) * SECTOR;
  }

  private static ByteBuffer littleEndian(byte[] disk) {
    return ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
  }
}
