package org.boot2docker.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

  @ParameterizedTest
  @CsvSource({
    "amd64, AMD64",
    "x86_64, AMD64",
    "aarch64, ARM64",
    "ARM64, ARM64",
    "riscv64, AMD64",
  })
  void theHostsIsWhatJavaSays(String osArch, Architecture expected) {
    assertThat(Architecture.ofJava(osArch)).isEqualTo(expected);
  }

  @Test
  void eachIsFoundByDebiansName() {
    for (Architecture architecture : Architecture.values()) {
      assertThat(Architecture.ofDebianName(architecture.debianName())).contains(architecture);
    }
    assertThat(Architecture.ofDebianName("m68k")).isEmpty();
  }
}
