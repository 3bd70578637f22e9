package org.boot2docker.formats.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfReaderTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  @TempDir Path directory;

  @Test
  void programsNeedWhatObjdumpSays() throws IOException {
    for (String name : List.of("/bin/sh", "/usr/bin/objdump", "/usr/bin/perl")) {
      assertSameAsObjdump(Path.of(name).toRealPath());
    }
    assertSameAsObjdump(JAVA.resolve("bin/java"));
  }

  @Test
  void librariesNeedAndOfferWhatObjdumpSays() throws IOException {
    Path libc = libc();
    assertSameAsObjdump(libc);
    assertSameAsObjdump(libc.resolveSibling("libm.so.6"));
    assertSameAsObjdump(JAVA.resolve("lib/server/libjvm.so"));
    assertThat(read(libc).orElseThrow().definedVersions()).contains("GLIBC_2.17");
    assertThat(read(libc).orElseThrow().soname()).contains("libc.so.6");
  }

  /** As lld lays libraries out, and patchelf, with either kind of hash table. */
  @ParameterizedTest
  @ValueSource(strings = {"gnu", "sysv"})
  void symbolsAreCountedWhereverTheirNamesAre(String hashes) throws IOException {
    Files.writeString(
        directory.resolve("l.c"), "#include <stdio.h>\nvoid f(void) { puts(\"f\"); }");
    Tool.run(
        directory,
        "gcc",
        "-shared",
        "-fPIC",
        "-Wl,--hash-style=" + hashes,
        "-Wl,--section-start=.dynstr=0x20000",
        "-o",
        "libl.so",
        "l.c");

    assertSameAsObjdump(directory.resolve("libl.so"));
  }

  @Test
  void staticProgramsNeedNothing() throws IOException {
    Path file = compile("int main(void) { return 0; }", "plain", "-static");
    assertSameAsObjdump(file);
    ElfInfo info = read(file).orElseThrow();
    assertThat(info.dynamic()).isFalse();
    assertThat(info.needed()).isEmpty();
    assertThat(info.interpreter()).isEmpty();
  }

  @Test
  void whatIsNotRunHasNoNeeds() throws IOException {
    assertThat(ElfReader.read(Content.of(""))).isEmpty();
    assertThat(ElfReader.read(Content.of("#!/bin/sh\n"))).isEmpty();
    assertThat(read(compile("int x;", "x.o", "-c"))).isEmpty();
  }

  @Test
  void otherKindsOfElfAreRefusedByName() throws IOException {
    byte[] bytes = small();
    bytes[4] = 1;
    assertThatThrownBy(() -> ElfReader.read(Content.of(bytes)))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("elf", "64-bit little-endian", "byte 4");
    bytes[4] = 2;
    bytes[16] = 99;
    assertThatThrownBy(() -> ElfReader.read(Content.of(bytes)))
        .hasMessageContainingAll("elf", "99", "byte 16");
  }

  @Test
  void aCutFileIsOneLine() throws IOException {
    byte[] bytes = small();
    for (int length : new int[] {4, 63, 100, 2000}) {
      assertThatThrownBy(() -> ElfReader.read(Content.of(Arrays.copyOf(bytes, length))))
          .isInstanceOf(FormatException.class)
          .hasMessageMatching("elf: .* at byte [0-9]+");
    }
  }

  @Test
  void damageIsFoundOrHarmless() throws IOException {
    byte[] program = Files.readAllBytes(Path.of("/bin/sh"));
    FileBytes file = new FileBytes(Content.of(program));
    List<Segment> segments = ElfHeader.read(file).readSegments(file);
    Segment dynamic =
        segments.stream().filter(s -> s.type() == Segment.DYNAMIC).findFirst().orElseThrow();
    long versions =
        new DynamicSection(file, segments, dynamic)
            .value(DynamicSection.VERSIONS_NEEDED)
            .orElseThrow();
    damagePart(program, 0, 1024);
    damagePart(program, (int) dynamic.offset(), (int) dynamic.size());
    damagePart(program, (int) versions, 256);
  }

  @Test
  void damagedSectionsAreFoundOrHarmless() throws IOException {
    byte[] object = Files.readAllBytes(compile("int x;", "x.o", "-c"));
    Damage.check(
        object,
        3000,
        bytes -> {
          ElfSections sections = ElfSections.read(Content.of(bytes));
          sections.get(".data");
          sections.get(".comment");
        });
  }

  @Test
  void sectionsAreFoundByName() throws IOException {
    Path object = compile("int x = 0x01020304;", "x.o", "-c");
    ElfSections sections = ElfSections.read(Content.of(object));
    assertThat(sections.get(".data").orElseThrow().getInt(0)).isEqualTo(0x01020304);
    assertThat(sections.get(".bss")).isEmpty();
    assertThat(sections.get(".none")).isEmpty();
  }

  private static void assertSameAsObjdump(Path file) throws IOException {
    assertThat(read(file)).as(file.toString()).contains(Objdump.info(file));
  }

  private static Optional<ElfInfo> read(Path file) throws IOException {
    return ElfReader.read(Content.of(file));
  }

  /** The C library of this machine: one that defines many versions. */
  private static Path libc() throws IOException {
    try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
      return directories
          .map(library -> library.resolve("libc.so.6"))
          .filter(Files::exists)
          .filter(library -> library.toString().contains("64"))
          .findFirst()
          .orElseThrow();
    }
  }

  private byte[] small() throws IOException {
    return Files.readAllBytes(compile("int main(void) { return 0; }", "small"));
  }

  /** Damages only the bytes that are read, of which a program has few. */
  private static void damagePart(byte[] program, int from, int length) {
    byte[] part = Arrays.copyOfRange(program, from, from + length);
    Damage.check(
        part,
        3000,
        bad -> {
          byte[] bytes = program.clone();
          System.arraycopy(bad, 0, bytes, from, bad.length);
          ElfReader.read(Content.of(bytes));
        });
  }

  private Path compile(String source, String name, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve(name + ".c"), source);
    Stream<String> command =
        Stream.concat(
            Stream.of("musl-gcc", "-o", name, file.getFileName().toString()),
            Arrays.stream(options));
    Tool.run(directory, command.toArray(String[]::new));
    return directory.resolve(name);
  }
}
