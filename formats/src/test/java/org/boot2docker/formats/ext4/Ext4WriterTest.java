package org.boot2docker.formats.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.boot2docker.formats.disk.DiskContent;
import org.boot2docker.formats.disk.DiskFormat;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** e2fsprogs must find a sound, empty file system, and use it. */
class Ext4WriterTest {
  private static final byte[] ID =
      Sha256.start().digest("test".getBytes(StandardCharsets.US_ASCII));
  private static final Instant TIME = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir Path directory;

  private Path write(long size) throws IOException {
    Path file = directory.resolve("fs.img");
    DiskContent content = Ext4Writer.write(new Ext4Volume(size, "boot2docker-data", ID, TIME));
    DiskFormat.RAW.write(content, file);
    return file;
  }

  /** The least, one group, a last group of few blocks, one with a backup, many groups. */
  @ParameterizedTest
  @ValueSource(longs = {64, 128, 130, 200, 385, 512, 1024, 5000, 20480, 300_000})
  void e2fsckFindsNothingWrong(long mebibytes) throws IOException {
    Path file = write(mebibytes << 20);
    String found = Tool.run(directory, "e2fsck", "-f", "-n", "" + file);
    assertThat(found).contains("11/").doesNotContainIgnoringCase("fix");
  }

  @Test
  void itIsWhatMke2fsWouldMake() throws IOException {
    String found = Tool.run(directory, "dumpe2fs", "-h", "" + write(1L << 30));
    assertThat(found)
        .contains("Filesystem volume name:   boot2docker-data")
        .contains("has_journal")
        .contains("metadata_csum")
        .contains("Filesystem state:         clean")
        .contains("Total journal size:       32M")
        .contains("Free inodes:              65525")
        .contains("Sun Nov  1 12:00:00 2026");
  }

  @Test
  void filesCanBeWrittenAndTheSizeChanged() throws IOException {
    Path file = write(256L << 20);
    byte[] bytes = new byte[5 << 20];
    new java.util.Random(7).nextBytes(bytes);
    Path content = Files.write(directory.resolve("content"), bytes);
    Tool.run(directory, "debugfs", "-w", "-R", "write content lost+found/it", "" + file);
    Tool.run(directory, "e2fsck", "-f", "-n", "" + file);
    Tool.run(directory, "resize2fs", "" + file, "40G");
    Tool.run(directory, "e2fsck", "-f", "-n", "" + file);
    Tool.run(directory, "debugfs", "-R", "dump lost+found/it taken", "" + file);
    assertThat(Files.mismatch(content, directory.resolve("taken"))).isEqualTo(-1);
  }

  @Test
  void tooSmallOrTooLargeIsRefused() {
    for (long size : new long[] {63L << 20, (1L << 40) + 4096}) {
      assertThatThrownBy(() -> new Ext4Volume(size, "", ID, TIME))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theSameVolumeIsTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(write(64L << 20));
    assertThat(Files.readAllBytes(write(64L << 20))).isEqualTo(first);
  }
}
