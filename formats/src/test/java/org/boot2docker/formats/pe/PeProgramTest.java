package org.boot2docker.formats.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.TestStub;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeProgramTest {
  private static final int IMAGE_SIZE = 144;
  private static final int CHECK_SUM = 152;
  private static final int SIGNATURES = 232;
  private static final int TABLE = 328;

  @TempDir Path directory;

  private static Map<String, Content> sections() {
    Map<String, Content> sections = new LinkedHashMap<>();
    sections.put(".osrel", Content.of("ID=boot2docker\n"));
    sections.put(".cmdline", Content.of("quiet"));
    sections.put(".initrd", Content.of(new byte[5000]));
    sections.put(".linux", Content.of("kernel"));
    return sections;
  }

  private static PeProgram extend(byte[] stub) throws IOException {
    return PeProgram.extend(stub, TestStub.AMD64, sections());
  }

  private static byte[] written(PeProgram program, byte[] signature) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    program.write(signature, out);
    return out.toByteArray();
  }

  @Test
  void anotherProgramFindsTheSectionsAndWhatIsInThem() throws IOException {
    Files.write(directory.resolve("uki.efi"), written(extend(TestStub.bytes()), new byte[20]));
    assertThat(Tool.run(directory, "objdump", "-h", "uki.efi"))
        .containsPattern(" 2 \\.osrel +0000000f +0000000140003000 .* 00000a00 ")
        .containsPattern(" 3 \\.cmdline +00000005 +0000000140004000 .* 00001000 ")
        .containsPattern(" 4 \\.initrd +00001388 +0000000140005000 .* 00001800 ")
        .containsPattern(" 5 \\.linux +00000006 +0000000140007000 .* 00003000 ");
    Tool.run(directory, "objcopy", "-O", "binary", "-j", ".osrel", "uki.efi", "osrel");
    assertThat(directory.resolve("osrel")).hasContent("ID=boot2docker\n");
    assertThat(Tool.run(directory, "objdump", "-p", "uki.efi"))
        .containsPattern("SizeOfImage\\s+00008000\n")
        .containsPattern("CheckSum\\s+00000000\n")
        .containsPattern("0000000000003800 00000020 Security Directory");
  }

  @Test
  void sectionsBehindTheFirstAreWhereAnIsoCanShareThem() throws IOException {
    PeProgram program = extend(TestStub.bytes());
    byte[] file = written(program, new byte[1]);
    int at = Math.toIntExact(program.offset(".linux"));
    assertThat(at % 2048).isZero();
    assertThat(new String(file, at, 6, StandardCharsets.US_ASCII)).isEqualTo("kernel");
    assertThat(program.offset(".initrd") % 2048).isZero();
  }

  @Test
  void theSumCoversEveryByteOfTheStubThatIsNotMadeAnew() throws IOException {
    byte[] sum = extend(TestStub.bytes()).sum();
    for (int at = 0; at < TestStub.bytes().length; at++) {
      byte[] changed = TestStub.bytes();
      changed[at] ^= 1;
      boolean free = at / 4 * 4 == CHECK_SUM || at / 4 * 4 == IMAGE_SIZE;
      try {
        assertThat(Arrays.equals(extend(changed).sum(), sum)).as("byte %d", at).isEqualTo(free);
      } catch (FormatException e) {
        assertThat(free).as("byte %d", at).isFalse();
      }
    }
  }

  @Test
  void theSumCoversEveryByteThatIsAdded() throws IOException {
    byte[] sum = extend(TestStub.bytes()).sum();
    Map<String, Content> other = sections();
    byte[] initrd = new byte[5000];
    initrd[4999] = 1;
    other.put(".initrd", Content.of(initrd));
    assertThat(PeProgram.extend(TestStub.bytes(), TestStub.AMD64, other).sum()).isNotEqualTo(sum);
  }

  @Test
  void aSignatureIsAtAnEvenPlaceWithItsLengthBefore() throws IOException {
    byte[] file = written(extend(TestStub.bytes()), new byte[] {1, 2, 3});
    int at = (int) LittleEndian.get(file, SIGNATURES, 4);
    assertThat(at % 8).isZero();
    assertThat(LittleEndian.get(file, SIGNATURES + 4, 4)).isEqualTo(16);
    assertThat(Arrays.copyOfRange(file, at, file.length))
        .containsExactly(11, 0, 0, 0, 0, 2, 2, 0, 1, 2, 3, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0, no program of UEFI",
    "60, 4, 4294967295, headers are cut off",
    "64, 2, 0, no program of UEFI",
    "68, 2, 43620, for another processor",
    "88, 2, 267, no 64-bit program",
    "196, 4, 4, no room for a signature",
    "232, 4, 4096, signed already",
    "120, 4, 3, an alignment that is none",
    "148, 4, 4294967295, headers are cut off",
    "148, 4, 1000, headers of no even size",
    "148, 4, 512, something between its sections",
    "70, 2, 0, too few or too many sections",
    "70, 2, 30, section headers are cut off",
    "340, 4, 65536, overlap or are not in order",
    "388, 4, 4096, something between its sections",
    "384, 4, 1, a section of no even size",
    "384, 4, 1024, more or less than its sections",
  })
  void aBadStubIsRefusedWithTheReason(int at, int bytes, long value, String reason) {
    byte[] stub = TestStub.bytes();
    LittleEndian.put(stub, at, bytes, value);
    assertThatThrownBy(() -> extend(stub))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("PE: ")
        .hasMessageContaining(reason);
  }

  @Test
  void aProgramWithSomethingBehindItsSectionsIsRefused() {
    byte[] longer = Arrays.copyOf(TestStub.bytes(), TestStub.bytes().length + 1);
    assertThatThrownBy(() -> extend(longer)).hasMessageContaining("more or less than its sections");
  }

  @Test
  void headersThatAreFullOrUsedAreRefused() throws IOException {
    byte[] used = TestStub.bytes();
    used[TABLE + 2 * PeSection.HEADER] = 1;
    assertThatThrownBy(() -> extend(used)).hasMessageContaining("no room for more sections");
    Map<String, Content> many = new LinkedHashMap<>();
    for (int i = 0; i < 16; i++) {
      many.put(".s" + i, Content.of("x"));
    }
    assertThatThrownBy(() -> PeProgram.extend(TestStub.bytes(), TestStub.AMD64, many))
        .hasMessageContaining("no room for more sections");
  }

  @Test
  void aLastSectionWithoutDataMovesNothing() throws IOException {
    byte[] stub = Arrays.copyOf(TestStub.bytes(), TestStub.bytes().length - 512);
    LittleEndian.put(stub, TABLE + PeSection.HEADER + 16, 8, 0);
    PeProgram program = extend(stub);
    byte[] file = written(program, new byte[1]);
    int at = Math.toIntExact(program.offset(".linux"));
    assertThat(new String(file, at, 6, StandardCharsets.US_ASCII)).isEqualTo("kernel");
  }

  @Test
  void aSectionThatTheStubHasIsRefused() {
    byte[] stub = TestStub.bytes();
    System.arraycopy(".linux".getBytes(StandardCharsets.US_ASCII), 0, stub, TABLE + 40, 6);
    assertThatThrownBy(() -> extend(stub)).hasMessageContaining("/.linux: the program has such");
  }

  @Test
  void damagedStubsAreRefusedOrTaken() {
    Damage.check(TestStub.bytes(), 5000, bytes -> extend(bytes).sum());
  }
}
