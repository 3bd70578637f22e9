package org.boot2docker.formats.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** QEMU and 7-Zip must read from each format the bytes that were written. */
class DiskFormatTest {
  private static final int MIB = 1 << 20;

  /** Not a multiple of the blocks of VHD and of the tables of VMDK. */
  private static final long SIZE = 101L * MIB;

  @TempDir Path directory;

  private Path raw;
  private final DiskContent disk = disk();

  private static DiskContent disk() {
    return DiskContent.blank(SIZE)
        .with(0, random(300_000, 1))
        // Across the border of blocks of every format, and not at sectors.
        .with(32L * MIB - 70_001, random(140_003, 2))
        .with(50L * MIB, Content.of(new byte[MIB]))
        .with(SIZE - 10, random(10, 3));
  }

  private static Content random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Content.of(bytes);
  }

  @BeforeEach
  void writeRaw() throws IOException {
    raw = directory.resolve("expected.img");
    byte[] bytes = new byte[(int) SIZE];
    disk.chunks(
        4096, (number, chunk) -> System.arraycopy(chunk, 0, bytes, (int) number * 4096, 4096));
    Files.write(raw, bytes);
  }

  private Path write(DiskFormat format, DiskContent content, String name) throws IOException {
    Path file = directory.resolve(name + format.ending());
    format.write(content, file);
    return file;
  }

  private static String qemuName(DiskFormat format) {
    return switch (format) {
      case RAW -> "raw";
      case QCOW2 -> "qcow2";
      case VMDK -> "vmdk";
      case VHD, VHD_FIXED -> "vpc";
      case VHDX -> "vhdx";
    };
  }

  @ParameterizedTest
  @EnumSource
  void qemuReadsTheSameBytes(DiskFormat format) throws IOException {
    Path file = write(format, disk, "disk");
    String name = qemuName(format);
    Path converted = directory.resolve("converted.img");
    Tool.run(directory, "qemu-img", "convert", "-f", name, "-O", "raw", "" + file, "" + converted);
    assertThat(Files.mismatch(raw, converted)).isEqualTo(-1);
    Tool.run(directory, "qemu-img", "compare", "-f", name, "-F", "raw", "" + file, "" + raw);
  }

  @ParameterizedTest
  @EnumSource(names = {"QCOW2", "VMDK", "VHDX"})
  void qemuFindsNothingWrong(DiskFormat format) throws IOException {
    Path file = write(format, disk, "disk");
    String found = Tool.run(directory, "qemu-img", "check", "-f", qemuName(format), "" + file);
    assertThat(found).contains("No errors were found on the image.");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAW")
  void sevenZipReadsTheSameBytes(DiskFormat format) throws IOException {
    Path file = write(format, disk, "disk");
    Tool.run(directory, "7zz", "x", "-y", "-otaken", sevenZipType(format), "" + file);
    Path taken = only(directory.resolve("taken"));
    assertThat(Files.mismatch(raw, taken)).isEqualTo(-1);
  }

  private static String sevenZipType(DiskFormat format) {
    return switch (format) {
      case VHD, VHD_FIXED -> "-tvhd";
      case QCOW2 -> "-tqcow";
      default -> "-t" + qemuName(format);
    };
  }

  private static Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  /** There, text that is made for readers has other digits. */
  @ParameterizedTest
  @EnumSource
  void theFileIsTheSameInEveryCountry(DiskFormat format) throws IOException {
    byte[] expected = Files.readAllBytes(write(format, disk, "disk"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Path there = write(format, disk, "disk");
      assertThat(Arrays.mismatch(expected, Files.readAllBytes(there))).isEqualTo(-1);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameDiskIsTheSameFile(DiskFormat format) throws IOException {
    Path first = write(format, disk, "disk");
    byte[] before = Files.readAllBytes(first);
    format.write(disk(), first);
    assertThat(Arrays.mismatch(before, Files.readAllBytes(first))).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RAW", "VHD_FIXED"})
  void zerosTakeNoRoom(DiskFormat format) throws IOException {
    DiskContent large = DiskContent.blank(200L << 30).with(190L << 30, random(5, 4));
    Path file = write(format, large, "large");
    assertThat(Files.size(file)).isLessThan(8L * MIB);
    String info =
        Tool.run(directory, "qemu-img", "info", "-f", qemuName(format), "--output=json", "" + file);
    assertThat(info).contains("\"virtual-size\": " + (200L << 30));
  }

  @Test
  void aBlankDiskIsOneToo() throws IOException {
    for (DiskFormat format : DiskFormat.values()) {
      Path file = write(format, DiskContent.blank(4L * MIB), "blank");
      Tool.run(directory, "qemu-img", "info", "-f", qemuName(format), "" + file);
    }
  }

  @Test
  void piecesMayNotOverlap() {
    assertThatThrownBy(() -> disk.with(299_999, random(1, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> disk.with(SIZE - 20, random(11, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(disk.with(SIZE - 20, random(10, 5)).size()).isEqualTo(SIZE);
  }
}
