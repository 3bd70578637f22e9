package org.boot2docker.formats.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final byte[] DATA = data(1_300_000);

  private static final Lzma2 SMALL = new Lzma2(1 << 20, 3, 0, 2, 32, Lzma2.MatchFinder.HC4);

  @TempDir Path directory;

  static Stream<Compression> compressions() {
    return Stream.of(
        new Zstd(3, 20, 1 << 19, 6, 2),
        new Zstd(9, 21, 1 << 19, 9, 1),
        new Xz(Optional.empty(), SMALL),
        new Xz(Optional.of(BranchFilter.X86), SMALL),
        new Xz(Optional.of(BranchFilter.ARM64), SMALL),
        new Uncompressed());
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void whatIsCompressedComesBack(Compression compression) throws IOException {
    byte[] packed = compress(compression, DATA);
    try (InputStream in = Decompression.open(new ByteArrayInputStream(packed))) {
      assertThat(in.readAllBytes()).isEqualTo(DATA);
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void theBytesDoNotDependOnHowTheyArrive(Compression compression) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = compression.compress(out, n -> {})) {
      for (int from = 0; from < DATA.length; from += 77_777) {
        packed.write(DATA, from, Math.min(77_777, DATA.length - from));
        packed.flush();
      }
    }
    assertThat(out.toByteArray()).isEqualTo(compress(compression, DATA));
  }

  @Test
  void theBytesDoNotDependOnTheNumberOfWorkers() throws IOException {
    byte[] one = compress(new Zstd(5, 21, 1 << 19, 7, 1), DATA);
    for (int workers : new int[] {2, 3, 8}) {
      assertThat(compress(new Zstd(5, 21, 1 << 19, 7, workers), DATA)).isEqualTo(one);
    }
  }

  @Test
  void theZstdToolReadsItAndSeesTheWindowAndTheCheck() throws IOException {
    Files.write(directory.resolve("a.zst"), compress(new Zstd(3, 27, 1 << 20, 6, 2), DATA));
    assertThat(Tool.run(directory, "zstd", "-lv", "a.zst"))
        .contains("Window Size: 128 MiB")
        .contains("Check: XXH64");
    Tool.run(directory, "zstd", "-d", "--long=27", "a.zst", "-o", "a");
    assertThat(directory.resolve("a")).hasBinaryContent(DATA);
  }

  @Test
  void theXzToolReadsItAndSeesTheFilterAndTheCheckThatLinuxTakes() throws IOException {
    Xz xz = new Xz(Optional.of(BranchFilter.X86), SMALL);
    Files.write(directory.resolve("a.xz"), compress(xz, DATA));
    assertThat(Tool.run(directory, "xz", "-lvv", "a.xz"))
        .contains("CRC32")
        .contains("--x86 --lzma2=dict=1MiB")
        .containsPattern("Blocks: +1\n");
    Tool.run(directory, "xz", "-d", "a.xz");
    assertThat(directory.resolve("a")).hasBinaryContent(DATA);
  }

  @Test
  void progressCountsTheBytesTakenIn() throws IOException {
    List<Long> seen = new ArrayList<>();
    try (OutputStream out = Zstd.fast(1).compress(OutputStream.nullOutputStream(), seen::add)) {
      out.write(DATA);
    }
    assertThat(seen).isSorted().hasSizeGreaterThan(1).endsWith((long) DATA.length);
  }

  @Test
  void settingsThatLinuxCannotReadAreRefused() {
    assertThatThrownBy(() -> new Zstd(19, 28, 1 << 20, 6, 1)).hasMessageContaining("windowLog");
    assertThatThrownBy(() -> new Zstd(23, 27, 1 << 20, 6, 1)).hasMessageContaining("level");
    assertThatThrownBy(() -> new Zstd(19, 27, 1 << 20, 6, 0)).hasMessageContaining("workers");
    assertThatThrownBy(() -> Lzma2.LARGE.withDictionary(1 << 30))
        .hasMessageContaining("dictionary");
  }

  @Test
  void tooLittleHeapIsOneClearLine() {
    Xz xz = new Xz(Optional.empty(), Lzma2.LARGE.withDictionary(512 << 20));
    if (xz.heapNeeded() <= Runtime.getRuntime().maxMemory()) {
      assertThat(xz.heapNeeded()).isGreaterThan(4L << 30);
    } else {
      assertThatThrownBy(() -> xz.compress(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("-Xmx");
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void damagedDataEndsInOneClearLine(Compression compression) throws IOException {
    byte[] good = compress(compression, data(20_000));
    Damage.check(
        good, 100, bad -> Decompression.open(new ByteArrayInputStream(bad)).readAllBytes());
  }

  /** Linux unpacks the archive that follows, too: it must not be there unseen. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 110, 600, 70_000})
  void whatFollowsCompressedDataIsAFault(int length) throws IOException {
    byte[] more = new byte[length];
    more[length - 1] = 'x';
    Compression xz = new Xz(Optional.empty(), SMALL);
    for (byte[] packed :
        List.of(gzip(DATA), compress(Zstd.fast(1), DATA), compress(xz, DATA), gzip(new byte[9]))) {
      byte[] both = joined(packed, more);
      assertThat(fault(both).isDamage()).as("Linux may read on").isFalse();
      assertThat(fault(joined(packed, new byte[length | 1])).isDamage()).as("zeros").isFalse();
    }
  }

  private static FormatException fault(byte[] packed) {
    return catchThrowableOfType(
        FormatException.class,
        () -> Decompression.open(new ByteArrayInputStream(packed)).readAllBytes());
  }

  @ParameterizedTest
  @MethodSource("packed")
  void whatIsCutOffOrZeroedIsDamage(byte[] packed) {
    for (int length : new int[] {20, packed.length / 2, packed.length - 1}) {
      assertThat(fault(Arrays.copyOf(packed, length)).isDamage()).isTrue();
    }
    byte[] zeroed = packed.clone();
    Arrays.fill(zeroed, packed.length / 2, packed.length, (byte) 0);
    assertThat(fault(zeroed).isDamage()).isTrue();
    byte[] changed = packed.clone();
    changed[packed.length / 2] ^= 1;
    assertThat(fault(changed).isDamage()).isTrue();
  }

  static Stream<byte[]> packed() throws IOException {
    Compression xz = new Xz(Optional.empty(), SMALL);
    return Stream.of(gzip(DATA), compress(Zstd.fast(1), DATA), compress(xz, DATA));
  }

  /** By the header of a block, with a check sum of its own: LZMA2 with 4 GiB. */
  @Test
  void aDictionaryThatIsTooLargeHereIsNoDamage() throws IOException {
    byte[] packed = compress(new Xz(Optional.empty(), SMALL), data(20_000));
    int block = 12;
    assertThat(Arrays.copyOfRange(packed, block, block + 4)).containsExactly(2, 0, 0x21, 1);
    packed[block + 4] = 40;
    CRC32 sum = new CRC32();
    sum.update(packed, block, 8);
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(block + 8, (int) sum.getValue());

    assertThat(fault(packed).isDamage()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("packed")
  void anErrorOfTheDiskIsNoneOfTheCompressedData(byte[] packed) {
    IOException broken = new IOException("Input/output error");
    for (int length : new int[] {3, 20, packed.length / 2}) {
      InputStream in =
          new SequenceInputStream(
              new ByteArrayInputStream(packed, 0, length),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw broken;
                }
              });
      assertThatThrownBy(() -> Decompression.open(in).readAllBytes()).isSameAs(broken);
    }
  }

  @Test
  void allStreamsOfXzAreReadAndZerosBetweenThem() throws IOException {
    byte[] one = compress(new Xz(Optional.empty(), SMALL), data(20_000));
    byte[] more = joined(joined(one, new byte[8]), joined(one, new byte[4]));
    assertThat(Decompression.open(new ByteArrayInputStream(more)).readAllBytes())
        .isEqualTo(joined(data(20_000), data(20_000)));
  }

  @Test
  void allMembersOfGzipAreRead() throws IOException {
    for (int length : new int[] {1, 480, 1000, 66_000, 131_000}) {
      byte[] data = Arrays.copyOf(DATA, length);
      byte[] packed = joined(gzip(data), joined(gzip(new byte[0]), gzip(data)));
      assertThat(Decompression.open(new ByteArrayInputStream(packed)).readAllBytes())
          .isEqualTo(joined(data, data));
    }
  }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] compress(Compression compression, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = compression.compress(out)) {
      packed.write(data);
    }
    return out.toByteArray();
  }

  /** Words in random order; some begin like branch instructions. */
  private static byte[] data(int size) {
    Random random = new Random(7);
    byte[] words = new byte[256 * 32];
    random.nextBytes(words);
    byte[] bytes = new byte[size];
    for (int at = 0; at < size; at += 32) {
      int word = random.nextInt(256) * 32;
      System.arraycopy(words, word, bytes, at, Math.min(32, size - at));
      bytes[at] = (byte) (random.nextBoolean() ? 0xE8 : at >> 5);
    }
    return bytes;
  }
}
