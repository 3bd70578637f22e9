package org.boot2docker.guest.programs.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class RelocationsTest {
  private static final int COUNT = 50;
  private static final int TABLE = 16;
  private static final int DATA = TABLE + 24 * COUNT;
  private static final long ADDRESS = 0x7000;

  @Test
  void addendsThatTheProgramHoldsAnywayBecomeNothing() throws IOException {
    byte[] program = program();
    Filter filter = filter();

    filter.apply(new ProgramArray(program));

    for (int at = TABLE + 16 * COUNT; at < DATA; at++) {
      assertThat(program[at]).isZero();
    }
  }

  @Test
  void allComesBackAlsoAddressesElsewhere() throws IOException {
    byte[] program = program();
    ByteBuffer table = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    table.putLong(TABLE, -1);
    table.putLong(TABLE + 24, ADDRESS + 8L * COUNT - 3);
    table.putLong(TABLE + 24 + 16, Long.MIN_VALUE);
    byte[] before = program.clone();

    filter().apply(new ProgramArray(program));
    Filter read = Filter.parse(java.util.List.of(filter().line().split(" ")));
    read.undo(new ProgramArray(program));

    assertThat(program).isEqualTo(before);
  }

  private static Filter filter() {
    return Filter.relocations(TABLE, 24 * COUNT, DATA, 8 * COUNT, ADDRESS);
  }

  private static byte[] program() {
    ByteBuffer program = ByteBuffer.allocate(DATA + 8 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < COUNT; i++) {
      long addend = 0x123456789AL * i;
      program.putLong(TABLE + 24 * i, ADDRESS + 8L * i);
      program.putLong(TABLE + 24 * i + 8, 8);
      program.putLong(TABLE + 24 * i + 16, addend);
      program.putLong(DATA + 8 * i, addend);
    }
    return program.array();
  }
}
