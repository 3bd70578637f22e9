package org.boot2docker.formats.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.boot2docker.formats.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The streams are made by Debian's own xz, zstd and gzip. */
class MeteredDecompressionTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"zstd -q -k -19", "xz -k --x86 --lzma2=preset=6", "gzip -k"})
  void costsAreWhereTheEntropyIsAndSumUpExactly(String command) throws IOException {
    byte[] raw = new byte[12 * MEBIBYTE];
    byte[] noise = new byte[4 * MEBIBYTE];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, raw, 4 * MEBIBYTE, noise.length);
    byte[] compressed = compress(raw, command);
    try (MeteredDecompression in = new MeteredDecompression(new ByteArrayInputStream(compressed))) {
      assertThat(in.readAllBytes()).isEqualTo(raw);
      CostCurve curve = in.curve();
      assertThat(curve.total()).isEqualTo(compressed.length);
      long before = curve.cost(0, 4 * MEBIBYTE);
      long middle = curve.cost(4 * MEBIBYTE, 8 * MEBIBYTE);
      long after = curve.cost(8 * MEBIBYTE, raw.length);
      assertThat(before + middle + after).isEqualTo(compressed.length);
      assertThat(middle).isBetween((long) (noise.length * 0.97), (long) (noise.length * 1.01));
    }
  }

  @Test
  void withoutTheEndThereAreNoCosts() throws IOException {
    byte[] compressed = compress(new byte[MEBIBYTE], "zstd -q -k -19");
    try (MeteredDecompression in = new MeteredDecompression(new ByteArrayInputStream(compressed))) {
      in.readNBytes(10);
      assertThatThrownBy(in::curve).hasMessageContaining("end");
    }
  }

  private byte[] compress(byte[] raw, String command) throws IOException {
    Files.write(directory.resolve("raw"), raw);
    String[] words = (command + " raw").split(" ");
    Tool.run(directory, words);
    Map<String, String> suffixes = Map.of("xz", ".xz", "zstd", ".zst", "gzip", ".gz");
    return Files.readAllBytes(directory.resolve("raw" + suffixes.get(words[0])));
  }
}
