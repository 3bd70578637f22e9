package org.boot2docker.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class InitBinaryTest {
  @Test
  void holdsAnElfExecutableForAmd64() throws IOException {
    try (InputStream in = InitBinary.open("amd64")) {
      assertThat(in.readNBytes(4)).containsExactly(0x7f, 'E', 'L', 'F');
    }
  }

  @Test
  void namesTheMissingArchitecture() {
    assertThatThrownBy(() -> InitBinary.open("m68k"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no PID 1 for architecture m68k");
  }
}
