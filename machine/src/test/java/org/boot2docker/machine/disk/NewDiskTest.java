package org.boot2docker.machine.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New disks, as qemu-img and our own check of data disks see them. */
class NewDiskTest {
  private static final String ASKS = "boot2docker, please format-me";

  @TempDir private Path folder;

  private String qemuImg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private DataDisk disk(String name) {
    return DataDisk.named(folder.resolve(name));
  }

  private static void assertUsed(DataDisk disk) {
    assertThatCode(() -> DataDisks.check(List.of(disk), Progress.SILENT))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"64M", "20G", "4T"})
  void aNewQcow2DiskIsSoundSmallAndAsksToBeFormatted(String size) throws Exception {
    DataDisk disk = disk("d.qcow2");
    NewDisk.make(disk, DiskSize.parse(size));

    assertUsed(disk);
    assertThat(Files.size(disk.file())).isLessThan(1 << 20);
    assertThat(qemuImg("check", "d.qcow2")).contains("No errors were found");
    assertThat(qemuImg("info", "d.qcow2")).contains("(" + DiskSize.parse(size).bytes() + " bytes)");
    qemuImg("dd", "if=d.qcow2", "of=start.raw", "bs=512", "count=1", "-O", "raw");
    assertThat(Files.readString(folder.resolve("start.raw"), StandardCharsets.ISO_8859_1))
        .startsWith(ASKS + "\0");
  }

  @Test
  void aQcow2DiskGrowsAlsoAfterQemuWroteToIt() throws Exception {
    DataDisk disk = disk("d.qcow2");
    NewDisk.make(disk, DiskSize.parse("64M"));
    Process io =
        new ProcessBuilder("qemu-io", "-f", "qcow2", "-c", "write -P 7 63M 1M", "d.qcow2")
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("io.log").toFile())
            .start();
    assertThat(io.waitFor()).isZero();

    NewDisk.grow(disk.file(), DiskSize.parse("2T"));

    assertThat(qemuImg("check", "d.qcow2")).contains("No errors were found");
    assertThat(NewDisk.size(disk.file())).isEqualTo(2L << 40);
    try (Qcow2Bytes bytes = new Qcow2Bytes(disk.file())) {
      assertThat(bytes.at((64L << 20) - 1, 2)).containsExactly(7, 0);
      assertThat(bytes.has(0, ASKS)).isTrue();
    }
    assertThatThrownBy(() -> NewDisk.grow(disk.file(), DiskSize.parse("1T")))
        .hasMessageContainingAll("smaller", "2T or more");
  }

  @Test
  void aDiskOfAnotherToolThatCantGrowHereIsSaid() throws Exception {
    qemuImg("create", "-q", "-f", "qcow2", "o.qcow2", "1G");
    NewDisk.grow(folder.resolve("o.qcow2"), DiskSize.parse("1G"));
    assertThatThrownBy(() -> NewDisk.grow(folder.resolve("o.qcow2"), DiskSize.parse("9G")))
        .hasMessageContaining("qemu-img resize");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.img", "d.qcow2"})
  void aMissingDiskIsMade(String name) throws IOException {
    DataDisk disk = disk(name);
    DataDisks.check(List.of(disk), true, Progress.SILENT);
    NewDisk.format(disk);
    assertUsed(disk);
  }

  @Test
  void blankDisksAreMadeToAskAndKeepTheirSize() throws Exception {
    qemuImg("create", "-q", "-f", "qcow2", "b.qcow2", "3G");
    qemuImg("create", "-q", "-f", "raw", "b.img", "3G");
    for (DataDisk disk : List.of(disk("b.qcow2"), disk("b.img"))) {
      assertThatThrownBy(() -> DataDisks.check(List.of(disk), Progress.SILENT))
          .hasMessageContainingAll("is blank", "--format");
      DataDisks.check(List.of(disk), true, Progress.SILENT);
      NewDisk.format(disk);
      assertUsed(disk);
    }
    assertThat(NewDisk.size(folder.resolve("b.qcow2"))).isEqualTo(3L << 30);
    assertThat(Files.size(folder.resolve("b.img"))).isEqualTo(3L << 30);
  }

  @Test
  void whatIsNotBlankStaysAsItIs() throws IOException {
    Path file = folder.resolve("tail.img");
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.seek((128 << 20) - 1);
      disk.write(1);
    }
    assertThatThrownBy(() -> NewDisk.format(DataDisk.raw(file))).hasMessageContaining("not blank");
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(256 << 20);
    }
    assertThatThrownBy(() -> NewDisk.format(DataDisk.raw(file)))
        .as("blank at both ends")
        .hasMessageContaining("not blank");
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      assertThat(disk.read()).isZero();
      disk.seek(100);
      disk.write(1);
    }
    assertThatThrownBy(() -> DataDisks.check(List.of(DataDisk.raw(file)), true, Progress.SILENT))
        .hasMessageContaining("holds no ext4");
    NewDisk.format(DataDisk.raw(file));
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      assertThat(disk.read()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20G, 20G",
    "20GB, 20G",
    "20gib, 20G",
    "1024M, 1G",
    "2T, 2T",
    "1500 M, 1500M",
    "1024g, 1T"
  })
  void sizesHaveAUnit(String text, String canonical) {
    assertThat(DiskSize.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20", "", "G", "-1G", "1.5G", "20K", "63M", "5T", "999999999T", "9999999999M"})
  void whatIsNoSizeIsSaid(String text) {
    assertThatThrownBy(() -> DiskSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": ");
  }
}
