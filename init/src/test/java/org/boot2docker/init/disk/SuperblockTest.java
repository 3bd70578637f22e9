package org.boot2docker.init.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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
        .contains(new Superblock("boot2docker-data", true));
  }

  @Test
  void tellsOlderRelativesFromExt4() throws Exception {
    assertThat(format("-t", "ext3")).contains(new Superblock("", false));
    assertThat(format("-t", "ext2", "-L", "old")).contains(new Superblock("old", false));
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
