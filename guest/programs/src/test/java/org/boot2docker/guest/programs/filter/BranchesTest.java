package org.boot2docker.guest.programs.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.boot2docker.formats.bytes.LittleEndian;
import org.junit.jupiter.api.Test;

class BranchesTest {
  private static final int ADDRESS = 0x401000;
  private static final int END = 0x900000;

  @Test
  void callsOfOneFunctionLookTheSameWhereverTheyAre() throws IOException {
    byte[] code = new byte[200];
    call(code, 10, 0x1234 - 15);
    call(code, 100, 0x1234 - 105);

    filter(code).apply(new ProgramArray(code));

    int target = ADDRESS + 0x1234;
    byte[] expected = {(byte) 0xE8, 0, (byte) (target >> 16), (byte) (target >> 8), (byte) target};
    assertThat(Arrays.copyOfRange(code, 10, 15)).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(code, 100, 105)).isEqualTo(expected);
  }

  @Test
  void variablesAreAddressesFromTheEndOfTheInstruction() throws IOException {
    byte[] code = new byte[100];
    // cmpl $1, 0x500(%rip) and mov 0x501(%rip), %rcx, one byte before
    System.arraycopy(new byte[] {(byte) 0x83, 0x3D, 0, 5, 0, 0, 1}, 0, code, 20, 7);
    System.arraycopy(new byte[] {0x48, (byte) 0x8B, 0x0D, 1, 5, 0, 0}, 0, code, 40, 7);

    filter(code).apply(new ProgramArray(code));

    assertThat(LittleEndian.get32(code, 22)).isEqualTo(Integer.reverseBytes(ADDRESS + 27 + 0x500));
    assertThat(LittleEndian.get32(code, 43)).isEqualTo(Integer.reverseBytes(ADDRESS + 47 + 0x501));
  }

  @Test
  void whatLeadsOutOfTheProgramStaysAsItIs() throws IOException {
    byte[] code = new byte[100];
    call(code, 50, 0x70707070);
    byte[] before = code.clone();

    filter(code).apply(new ProgramArray(code));

    assertThat(code).isEqualTo(before);
  }

  @Test
  void everyValueInEveryPlaceComesBack() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] code = new byte[40];
      random.nextBytes(code);
      int value = random.nextInt();
      // Small numbers and small numbers backwards are those that are changed.
      switch (i % 4) {
        case 0 -> value >>= 8;
        case 1 -> value = Integer.reverseBytes(value >>> 8);
        case 2 -> value = Integer.reverseBytes(value >>> 8) >> 8;
        default -> {}
      }
      call(code, 10 + i % 8, value);
      assertComesBack(code);
    }
  }

  @Test
  void noTwoValuesBecomeTheSame() throws IOException {
    Set<ByteBuffer> results = new HashSet<>();
    Random random = new Random(2);
    Set<Integer> values = new HashSet<>();
    while (values.size() < 100_000) {
      int value = random.nextInt(0x1000000) - 0x800000;
      values.add(value);
      values.add(Integer.reverseBytes(value & 0x7FFFFF));
    }
    for (int value : values) {
      byte[] code = new byte[20];
      call(code, 3, value);
      filter(code).apply(new ProgramArray(code));
      results.add(ByteBuffer.wrap(code));
    }
    assertThat(results.size()).isEqualTo(values.size());
  }

  @Test
  void codeLongerThanAWindowComesBack() throws IOException {
    byte[] code = new byte[(2 << 20) + 12345];
    Random random = new Random(3);
    byte[] opcodes = {
      (byte) 0xE8, (byte) 0xE9, 0x48, 0x4C, (byte) 0x8B, (byte) 0x8D, 5, 0x3D, 0, 0x0F
    };
    for (int i = 0; i < code.length; i++) {
      code[i] = opcodes[random.nextInt(opcodes.length)];
    }
    assertComesBack(code);
  }

  private static void assertComesBack(byte[] code) throws IOException {
    byte[] before = code.clone();
    Filter filter = filter(code);
    filter.apply(new ProgramArray(code));
    filter.undo(new ProgramArray(code));
    assertThat(Arrays.mismatch(code, before)).isEqualTo(-1);
  }

  private static Filter filter(byte[] code) {
    return Filter.branches(0, code.length, ADDRESS, END);
  }

  private static void call(byte[] code, int at, int distance) {
    code[at] = (byte) 0xE8;
    LittleEndian.put32(code, at + 1, distance);
  }
}
