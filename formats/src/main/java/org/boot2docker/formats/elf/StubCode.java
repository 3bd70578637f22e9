package org.boot2docker.formats.elf;

import org.boot2docker.formats.FieldWriter;

/** Machine code of functions that do next to nothing, for the processors that images are for. */
public enum StubCode {
  /** amd64. */
  X86_64(ElfInfo.X86_64, 4096) {
    @Override
    public byte[] returning(int number) {
      // mov rax, number; ret
      return new FieldWriter().u8(0x48).u8(0xC7).u8(0xC0).le32(number).u8(0xC3).toBytes();
    }
  },

  /** arm64, whose pages may have 64 KiB. */
  AARCH64(ElfInfo.AARCH64, 65_536) {
    private static final int MOVN = 0x92800000;
    private static final int MOVZ = 0xD2800000;
    private static final int MOVK_16 = 0xF2A00000;
    private static final int RET = 0xD65F03C0;
    private static final int HALF = 0xFFFF;

    /** Where an instruction has its 16 bits. */
    private static final int IMMEDIATE = 5;

    @Override
    public byte[] returning(int number) {
      // movz or movn x0, low half, the rest zeros or ones; movk x0, high half, lsl 16; ret
      int first =
          number < 0 ? MOVN | (~number & HALF) << IMMEDIATE : MOVZ | (number & HALF) << IMMEDIATE;
      int second = MOVK_16 | (number >>> 16) << IMMEDIATE;
      return new FieldWriter().le32(first).le32(second).le32(RET).toBytes();
    }
  };

  private final int machine;
  private final int pageSize;

  StubCode(int machine, int pageSize) {
    this.machine = machine;
    this.pageSize = pageSize;
  }

  /**
   * For a machine.
   *
   * @param machine e_machine
   * @throws IllegalArgumentException when there is none for it
   */
  public static StubCode of(int machine) {
    for (StubCode each : values()) {
      if (each.machine == machine) {
        return each;
      }
    }
    throw new IllegalArgumentException("no code for machine " + machine);
  }

  /**
   * The code of a function that returns a number.
   *
   * @param number sign-extended to 64 bits: a number, a pointer, or what the caller of a function
   *     that returns nothing does not look at
   */
  public abstract byte[] returning(int number);

  int machine() {
    return machine;
  }

  int pageSize() {
    return pageSize;
  }
}
