package org.boot2docker.guest.system.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "007, 7", "999, 999"})
  void readsDecimalNumbers(String text, int number) {
    assertThat(Ascii.number(text, 3)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1000", "-1", "+1", " 1", "1x", "0x1", "\u0661"})
  void refusesAllElse(String text) {
    assertThat(Ascii.number(text, 3)).isEqualTo(-1);
  }

  @Test
  void tellsWhichCharactersATextHas() {
    assertThat(Ascii.isMadeOf("az.AZ-09", ".-")).isTrue();
    assertThat(Ascii.isMadeOf("", "")).isTrue();
    assertThat(Ascii.isMadeOf("a b", ".-")).isFalse();
    assertThat(Ascii.isMadeOf("gr\u00fcn", ".-")).isFalse();
  }
}
