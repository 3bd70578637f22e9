package org.boot2docker.machine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({"2048, 2048", "4G, 4096", "4g, 4096", "2GB, 2048", "1 GiB, 1024", "512M, 512"})
  void mebibytesAndUnitsAreRead(String text, int mebibytes) {
    assertThat(MemorySize.parse(text)).isEqualTo(mebibytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1", "1.5G", "4T", "1000000000G", "much"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4096, or 4G");
  }
}
