package org.boot2docker.guest.programs.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class FunctionTablesTest {
  private static final int OFFSET = 1000;

  @Test
  void theTableComesBack() throws IOException {
    byte[] program = new GoTable(500).program(OFFSET);
    byte[] before = program.clone();
    Filter filter = Filter.functions(new ProgramArray(program), OFFSET);

    filter.apply(new ProgramArray(program));
    assertThat(program).isNotEqualTo(before);
    Filter.parse(List.of(filter.line().split(" "))).undo(new ProgramArray(program));

    assertThat(program).isEqualTo(before);
  }

  @Test
  void whatFollowsFromWhatCameBeforeCompressesToNearlyNothing() throws IOException {
    byte[] program = new GoTable(500).program(OFFSET);
    int before = deflated(program);

    Filter.functions(new ProgramArray(program), OFFSET).apply(new ProgramArray(program));

    assertThat(deflated(program)).isLessThan(before / 3);
  }

  @Test
  void theListIsAsLongAsItsLastFunctionSays() throws IOException {
    GoTable table = new GoTable(77);

    Filter filter = Filter.functions(new ProgramArray(table.program(OFFSET)), OFFSET);

    assertThat(filter.line()).isEqualTo("functions " + OFFSET + " " + table.listLength());
  }

  @Test
  void anotherVersionsTableIsRefused() {
    byte[] program = new GoTable(20).program(OFFSET);
    program[OFFSET] = (byte) 0xFB;

    assertThatThrownBy(() -> Filter.functions(new ProgramArray(program), OFFSET))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("offset " + OFFSET);
  }

  /** What is refused in no other way is found out by comparing, as the builder does. */
  @Test
  void aDamagedTableEndsInAnErrorOrInBytesThatCanBeCompared() {
    byte[] whole = new GoTable(40).program(OFFSET);
    int refused = 0;
    for (int at = OFFSET; at < whole.length - 100; at++) {
      byte[] program = whole.clone();
      program[at] ^= (byte) 0x81;
      try {
        Filter filter = Filter.functions(new ProgramArray(program), OFFSET);
        filter.apply(new ProgramArray(program));
        filter.undo(new ProgramArray(program));
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static int deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    }
    return out.size();
  }
}
