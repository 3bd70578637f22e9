package org.boot2docker.guest.programs.filter;

/**
 * The x86-64 instructions whose relative addresses are worth changing (Intel 64 manual, volume 2):
 * calls and jumps of 32 bits, and the common forms with a RIP-relative operand. Conditional jumps
 * mostly stay in their function, where the distance repeats more than the address.
 */
final class Opcodes {
  private static final int IMMEDIATE_SHIFT = 8;

  /** mod 00, r/m 101: RIP-relative. */
  private static final int RIP_MASK = 0xC7;

  private static final int RIP = 0x05;

  private Opcodes() {}

  /** What starts here: 0 for nothing, else {@link #length} and {@link #immediate} read it. */
  static int match(byte[] code, int at) {
    int first = code[at] & 0xff;
    if (first == 0xE8 || first == 0xE9) {
      return at > 0 && isOperand(code[at - 1]) ? 0 : 1;
    }
    if (isRex(first)) {
      int second = code[at + 1] & 0xff;
      return second == 0x0F ? twoBytes(code, at + 2, 4) : oneByteWide(second, code[at + 2]);
    }
    // With a prefix it was, or will be, taken one byte before.
    if (at > 0 && isRex(code[at - 1])) {
      return 0;
    }
    return first == 0x0F ? twoBytes(code, at + 1, 3) : oneByte(first, code[at + 1], 2);
  }

  /** For each byte whether {@link #match} may find anything that begins with it. */
  static boolean[] firstBytes() {
    boolean[] begins = new boolean[1 << Byte.SIZE];
    for (int first = 0; first < begins.length; first++) {
      begins[first] =
          first == 0xE8
              || first == 0xE9
              || first == 0x0F
              || isRex(first)
              || oneByte(first, RIP, 1) != 0;
    }
    return begins;
  }

  /** After these, E8 and E9 are rather a distance from the stack pointer or a small number. */
  private static boolean isOperand(int before) {
    return switch (before & 0xff) {
      case 0x24, 0x83, 0xC4, 0xEC -> true;
      default -> false;
    };
  }

  private static boolean isRex(int code) {
    return (code & 0xF0) == 0x40;
  }

  /** Bytes before the address. */
  static int length(int match) {
    return match & 0xff;
  }

  /** Bytes between the address and the next instruction, from which it counts. */
  static int immediate(int match) {
    return match >> IMMEDIATE_SHIFT;
  }

  private static int oneByte(int opcode, int modes, int length) {
    return switch (opcode) {
      case 0x39, 0x3B, 0x88, 0x89, 0x8A, 0x8B, 0x8D -> relative(modes, length, 0);
      case 0x80, 0x83, 0xC6 -> relative(modes, length, 1);
      default -> 0;
    };
  }

  /** After a REX prefix, which makes a chance match less likely. */
  private static int oneByteWide(int opcode, int modes) {
    return switch (opcode) {
      case 0x03, 0x2B, 0x63, 0x85, 0x87 -> relative(modes, 3, 0);
      case 0x81, 0xC7 -> relative(modes, 3, 4);
      default -> oneByte(opcode, modes, 3);
    };
  }

  private static int twoBytes(byte[] code, int at, int length) {
    return switch (code[at] & 0xff) {
      case 0x10,
          0x11,
          0x28,
          0x29,
          0x2E,
          0x2F,
          0x54,
          0x57,
          0x58,
          0x59,
          0x5C,
          0x5E,
          0x6F,
          0x7F,
          0xB1,
          0xB6,
          0xB7,
          0xC1,
          0xEF ->
          relative(code[at + 1], length, 0);
      default -> 0;
    };
  }

  private static int relative(int modes, int length, int immediate) {
    return (modes & RIP_MASK) == RIP ? length | immediate << IMMEDIATE_SHIFT : 0;
  }
}
