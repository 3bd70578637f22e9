package org.boot2docker.guest.programs.filter;

/**
 * The x86-64 instructions whose relative addresses are worth changing (Intel 64 manual, volume 2):
 * calls and jumps of 32 bits, and the common forms with a RIP-relative operand. Conditional jumps
 * mostly stay in their function, where the distance repeats more than the address.
 *
 * <p>They are found by the byte before the address, since few bytes can be that: the opcode of a
 * call or jump, or the byte that says how the operand is addressed (ModR/M).
 */
final class Opcodes {
  /** Instead of a number of bytes: no such instruction. */
  static final int NONE = -1;

  /** How many bytes before the last one tell whether it is one. */
  static final int BEFORE = 2;

  /** mod 00, r/m 101: RIP-relative. */
  private static final int RIP_MASK = 0xC7;

  private static final int RIP = 0x05;

  /** E8 and E9, a call and a jump. */
  private static final int CALL_MASK = 0xFE;

  private static final int CALL = 0xE8;

  private Opcodes() {}

  /** Whether a byte may be the last one before an address. */
  static boolean mayBeLast(int code) {
    return (code & RIP_MASK) == RIP || (code & CALL_MASK) == CALL;
  }

  /**
   * The bytes between the address and the next instruction, from which it counts; or {@link #NONE}.
   *
   * @param last where the byte is that {@link #mayBeLast}, with {@link #BEFORE} bytes before it
   */
  static int immediate(byte[] code, int last) {
    int opcode = code[last - 1] & 0xff;
    if ((code[last] & CALL_MASK) == CALL) {
      return isOperand(opcode) ? NONE : 0;
    }
    int before = code[last - 2] & 0xff;
    if (before == 0x0F && isSecond(opcode)) {
      return 0;
    }
    return isRex(before) ? wide(opcode) : narrow(opcode);
  }

  /** After these, E8 and E9 are rather a distance from the stack pointer or a small number. */
  private static boolean isOperand(int before) {
    return switch (before) {
      case 0x24, 0x83, 0xC4, 0xEC -> true;
      default -> false;
    };
  }

  private static boolean isRex(int code) {
    return (code & 0xF0) == 0x40;
  }

  private static int narrow(int opcode) {
    return switch (opcode) {
      case 0x39, 0x3B, 0x88, 0x89, 0x8A, 0x8B, 0x8D -> 0;
      case 0x80, 0x83, 0xC6 -> 1;
      default -> NONE;
    };
  }

  /** After a REX prefix, which makes a chance match less likely. */
  private static int wide(int opcode) {
    return switch (opcode) {
      case 0x03, 0x2B, 0x63, 0x85, 0x87 -> 0;
      case 0x81, 0xC7 -> 4;
      default -> narrow(opcode);
    };
  }

  /** After 0F. */
  private static boolean isSecond(int opcode) {
    return switch (opcode) {
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
          true;
      default -> false;
    };
  }
}
