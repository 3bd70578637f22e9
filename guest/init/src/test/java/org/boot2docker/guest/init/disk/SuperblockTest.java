package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems made by e2fsprogs, read by ours. */
class SuperblockTest {
  @TempDir private Path directory;

  private Optional<Superblock> format(String... options) throws Exception {
    Path image = directory.resolve("image");
    List<String> command = new ArrayList<>(List.of("/sbin/mke2fs", "-q", "-F"));
    command.addAll(List.of(options));
    command.addAll(List.of(image.toString(), "4M"));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    assertThat(status).as("mke2fs (Debian package e2fsprogs)").isZero();
    return parse(image);
  }

  private static Optional<Superblock> parse(Path image) throws IOException {
    try (InputStream in = Files.newInputStream(image)) {
      byte[] start = in.readNBytes(Superblock.BYTES);
      return Superblock.parse(start, start.length);
    }
  }

  @Test
  void readsTheLabelOfExt4() throws Exception {
    assertThat(format("-t", "ext4", "-L", "boot2docker-data"))
        .hasValueSatisfying(
            s -> {
              assertThat(s.label()).isEqualTo("boot2docker-data");
              assertThat(s.ext4()).isTrue();
            });
  }

  @Test
  void tellsOlderRelativesFromExt4() throws Exception {
    assertThat(format("-t", "ext3").orElseThrow().ext4()).isFalse();
    assertThat(format("-t", "ext2", "-L", "old").orElseThrow().label()).isEqualTo("old");
  }

  @Test
  void readsSizeAndFreeRoomAsDumpe2fsDoes() throws Exception {
    for (String blockSize : List.of("1024", "4096")) {
      for (String wide : List.of("64bit", "^64bit")) {
        Superblock read = format("-t", "ext4", "-b", blockSize, "-O", wide).orElseThrow();
        assertThat(read.bytes()).isEqualTo(dumped("Block count") * Long.parseLong(blockSize));
        assertThat(read.free()).isEqualTo(dumped("Free blocks") * Long.parseLong(blockSize));
      }
    }
  }

  private long dumped(String field) throws Exception {
    String image = directory.resolve("image").toString();
    Process process = new ProcessBuilder("/sbin/dumpe2fs", "-h", image).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String line = said.lines().filter(l -> l.startsWith(field + ":")).findFirst().orElseThrow();
    return Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
  }

  @Test
  void ignoresDevicesThatHoldOnlyAJournal() throws Exception {
    assertThat(format("-O", "journal_dev")).isEmpty();
  }

  @Test
  void ignoresEverythingElse() {
    assertThat(Superblock.parse(new byte[Superblock.BYTES], Superblock.BYTES)).isEmpty();
    assertThat(Superblock.parse(new byte[Superblock.BYTES], 512)).isEmpty();
    assertThat(Superblock.parse(new byte[Superblock.BYTES], -5)).isEmpty();
  }
}
