package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.boot2docker.formats.elf.ElfInfo;
import org.boot2docker.formats.elf.ElfReader;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitBinaryTest {
  /** No loader is asked for, and no library: the image may have another C library. */
  @ParameterizedTest
  @CsvSource({"amd64, 62", "arm64, 183"})
  void holdsStaticExecutablesOfEveryArchitecture(String architecture, int machine)
      throws IOException {
    for (InitBinary program : InitBinary.values()) {
      try (InputStream in = program.open(architecture)) {
        ElfInfo elf = ElfReader.read(Content.of(in.readAllBytes())).orElseThrow();
        assertThat(elf.machine()).isEqualTo(machine);
        assertThat(elf.interpreter()).isEmpty();
        assertThat(elf.needed()).isEmpty();
      }
    }
  }

  /** Bills of materials list them: nobody finds a library in a static program. */
  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void saysWhatIsLinkedIntoThePrograms(String architecture) throws IOException {
    List<InitBinary.Linked> linked = InitBinary.linked(architecture);
    assertThat(linked)
        .extracting(InitBinary.Linked::name)
        .containsExactly("musl", "libgcc", "mbedtls", "teavm-classlib");
    assertThat(linked).allMatch(each -> each.version().matches("\\d+\\.\\d+\\.\\d+"));
    assertThat(linked.get(0).programs()).containsExactly("init", "iptables", "tls");
    assertThat(linked.get(2).programs()).containsExactly("tls");
  }

  /** Init has had none: a single call, of {@code replaceFirst} for one, makes it a sixth larger. */
  @Test
  void initHasNoRegularExpressions() {
    Path classes = Path.of("target/c/init/classes/java/util");
    assertThat(classes).isNotEmptyDirectory();
    assertThat(classes.resolve("regex")).doesNotExist();
  }

  /** The binary itself, on the machine that built it, and emulated. */
  @ParameterizedTest
  @CsvSource({"amd64, x86_64", "arm64, aarch64"})
  void refusesToRunAsAnyOtherProcessThanTheFirst(
      String architecture, String emulated, @TempDir Path directory) throws Exception {
    Path binary = directory.resolve("init");
    try (InputStream in = InitBinary.INIT.open(architecture)) {
      Files.copy(in, binary);
    }
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
    Process process =
        Host.builder(directory, "qemu-" + emulated + "-static", binary.toString()).start();
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
