package org.boot2docker.debian.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DecompressorTest {
  private static final int BEFORE = 77;
  private static final int BLOCK = 100_000;

  @TempDir Path directory;
  private final byte[] plain = new byte[7 * BLOCK / 2];

  /** Four blocks, the last a short one, in the middle of a file. */
  private Path fileWithBlocks(int damagedByte) throws IOException {
    new Random(4).nextBytes(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[BEFORE]);
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      for (int from = 0; from < plain.length; from += BLOCK) {
        xz.write(plain, from, Math.min(BLOCK, plain.length - from));
        xz.endBlock();
      }
    }
    byte[] bytes = out.toByteArray();
    if (damagedByte >= 0) {
      bytes[damagedByte] ^= 1;
    }
    byte[] framed = Arrays.copyOf(bytes, bytes.length + 55);
    return Files.write(directory.resolve("file"), framed);
  }

  private InputStream open(Path file, long limit) throws IOException {
    return Decompressor.open(file, BEFORE, Files.size(file) - BEFORE - 55, "data.tar.xz", limit);
  }

  @Test
  void blocksDecompressedSideBySideComeInOrder() throws IOException {
    Path file = fileWithBlocks(-1);
    long length = Files.size(file) - BEFORE - 55;
    assertThat(XzBlocks.suits(file, BEFORE, length, 1 << 20)).isTrue();
    try (InputStream in = open(file, plain.length)) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aFileThatIsDeletedMeanwhileIsReadToItsEnd() throws IOException {
    Path file = fileWithBlocks(-1);
    try (InputStream in = open(file, plain.length)) {
      Files.delete(file);
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
  }

  @Test
  void damageInAnyBlockIsNoticed() throws IOException {
    for (int block = 0; block < 3; block++) {
      Path file = fileWithBlocks(BEFORE + 500 + block * BLOCK);
      assertThatThrownBy(
              () -> {
                try (InputStream in = open(file, plain.length)) {
                  in.readAllBytes();
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void moreThanTheLimitIsRefused() throws IOException {
    Path file = fileWithBlocks(-1);
    assertThatThrownBy(
            () -> {
              try (InputStream in = open(file, plain.length - 1)) {
                in.readAllBytes();
              }
            })
        .hasMessageContaining("more than " + (plain.length - 1) + " bytes");
  }

  @Test
  void whatIsNotTheFormatOfItsNameIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("text"), "plain text", StandardCharsets.UTF_8);
    for (String name : new String[] {"a.xz", "a.gz", "a.zst", "a.bz2", "a.lzma"}) {
      assertThatThrownBy(
              () -> {
                try (InputStream in = Decompressor.open(file, 0, 10, name, 1000)) {
                  in.readAllBytes();
                }
              })
          .as(name)
          .isInstanceOf(IOException.class);
    }
  }
}
