package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitBinaryTest {
  @Test
  void holdsAnElfExecutableForAmd64() throws IOException {
    try (InputStream in = InitBinary.INIT.open("amd64")) {
      assertThat(in.readNBytes(4)).containsExactly(0x7f, 'E', 'L', 'F');
    }
  }

  /** The binary itself, on the machine that built it. */
  @Test
  void refusesToRunAsAnyOtherProcessThanTheFirst(@TempDir Path directory) throws Exception {
    Path binary = directory.resolve("init");
    try (InputStream in = InitBinary.INIT.open("amd64")) {
      Files.copy(in, binary);
    }
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
    Process process = Host.builder(directory, binary.toString()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output).contains("first process");
  }

  /**
   * Without the rights to ask the kernel it is up to the real one, which is not on this machine.
   */
  @Test
  void iptablesThatKnowsNoAnswerBecomesTheRealOne(@TempDir Path directory) throws Exception {
    Path binary = directory.resolve("iptables");
    try (InputStream in = InitBinary.IPTABLES.open("amd64")) {
      Files.copy(in, binary);
    }
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
    Process process = Host.builder(directory, binary.toString(), "--version").start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output)
        .containsAnyOf("iptables v", "iptables: /usr/sbin/xtables-nft-multi can't be started");
    assertThat(process.waitFor()).isIn(0, 127);
  }

  @Test
  void namesTheMissingArchitecture() {
    assertThatThrownBy(() -> InitBinary.INIT.open("m68k"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("init", "m68k");
  }
}
