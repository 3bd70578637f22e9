package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * Calls, jumps and accesses to variables name their target relative to the instruction (x86-64's
 * rel32 and RIP-relative disp32). As absolute addresses, highest byte first, the same target looks
 * the same everywhere.
 *
 * <p>Instructions are not decoded: what looks like one of these is taken for one, if its target
 * lies in the program. Whether it does can be seen before and after the change, so the change can
 * be undone without marks: the values that lead into the program from one place, and those that
 * name an address in it, are as many, and where an unchanged value would look like a changed one it
 * is moved to a free value by walking its cycle. Places are changed from the last to the first and
 * undone from the first to the last, because what looks like an instruction may lie in another.
 *
 * @param offset of the machine code in the file, in bytes
 * @param length of the machine code in bytes
 * @param address of the machine code in memory
 * @param span the program's highest address, below 2^31
 */
record Branches(long offset, long length, long address, long span) implements Filter {
  /**
   * Its number changes with what the filter does. A host that meets another one leaves the image's
   * programs to the image's own init.
   */
  static final String NAME = "branches2";

  private static final int WINDOW = 1 << 20;

  private static final int FIELD = 4;

  @Override
  public void apply(ProgramBytes program) throws IOException {
    run(program, false);
  }

  @Override
  public void undo(ProgramBytes program) throws IOException {
    run(program, true);
  }

  @Override
  public String line() {
    return NAME + " " + offset + " " + length + " " + address + " " + span;
  }

  private void run(ProgramBytes program, boolean undo) throws IOException {
    for (long at = 0; at < length; at += WINDOW) {
      byte[] window = program.read(offset + at, (int) Math.min(WINDOW, length - at));
      int base = (int) (address + at);
      int end = window.length - FIELD;
      if (undo) {
        // Few bytes may be the last one, and this loop is most of the guest's work: its bounds are
        // the array's, so that they are not checked for each byte.
        for (int last = 0; last < window.length; last++) {
          if (Opcodes.mayBeLast(window[last]) && last >= Opcodes.BEFORE && last < end) {
            convert(window, last, base, true);
          }
        }
      } else {
        for (int last = end - 1; last >= Opcodes.BEFORE; last--) {
          if (Opcodes.mayBeLast(window[last])) {
            convert(window, last, base, false);
          }
        }
      }
      program.write(offset + at, window, window.length);
    }
  }

  /** One step, which leaves the opcode that it depends on as it is. */
  private void convert(byte[] code, int last, int base, boolean undo) {
    int immediate = Opcodes.immediate(code, last);
    if (immediate == Opcodes.NONE) {
      return;
    }
    int field = last + 1;
    int next = base + field + FIELD + immediate;
    int value = LittleEndian.get32(code, field);
    if (reachable(value, next) || named(value)) {
      LittleEndian.put32(code, field, undo ? original(value, next) : changed(value, next));
    }
  }

  /** Whether it points into the program as a relative address. */
  private boolean reachable(int value, int next) {
    int target = value + next;
    return target >= 0 && target < span;
  }

  /** Whether it is an address in the program, highest byte first. */
  private boolean named(int value) {
    int target = Integer.reverseBytes(value);
    return target >= 0 && target < span;
  }

  private int changed(int value, int next) {
    if (reachable(value, next)) {
      return Integer.reverseBytes(value + next);
    }
    int free = Integer.reverseBytes(value) - next;
    while (named(free)) {
      free = Integer.reverseBytes(free) - next;
    }
    return free;
  }

  private int original(int value, int next) {
    if (named(value)) {
      return Integer.reverseBytes(value) - next;
    }
    int back = Integer.reverseBytes(value + next);
    while (reachable(back, next)) {
      back = Integer.reverseBytes(back + next);
    }
    return back;
  }
}
