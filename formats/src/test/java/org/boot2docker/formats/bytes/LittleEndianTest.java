package org.boot2docker.formats.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LittleEndianTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 0x80, 0xFEDCBA98L, 0x0123456789ABCDEFL, Long.MIN_VALUE})
  void numbersLieAsInALittleEndianBuffer(long number) {
    ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(1, number).putInt(10, (int) number);
    byte[] bytes = new byte[16];
    LittleEndian.put(bytes, 1, 8, number);
    LittleEndian.put32(bytes, 10, (int) number);

    assertThat(bytes).isEqualTo(buffer.array());
    assertThat(LittleEndian.get(bytes, 1, 8)).isEqualTo(number);
    assertThat(LittleEndian.get(bytes, 1, 4)).isEqualTo(number & 0xFFFFFFFFL);
    assertThat(LittleEndian.get32(bytes, 10)).isEqualTo((int) number);
  }
}
