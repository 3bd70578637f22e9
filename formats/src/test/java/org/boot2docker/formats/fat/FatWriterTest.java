package org.boot2docker.formats.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatWriterTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  private static FileTree sample() {
    byte[] loader = new byte[1_000_001];
    new Random(1).nextBytes(loader);
    FileTree tree =
        new FileTree()
            .putFile("EFI/BOOT/BOOTX64.EFI", Content.of(loader))
            .putFile("EFI/BOOT/grubx64.efi", Content.of("grub"))
            .putFile("EFI/BOOT/a long name, with a comma.and.dots", Content.of("long"))
            .putFile("EFI/BOOT/exactly-13-ch", Content.of("13 units"))
            .putFile("EMPTY", Content.of(""))
            .makeDirectory("loader/entries");
    for (int i = 0; i < 100; i++) {
      tree.putFile("many/file number " + i, Content.of("content " + i));
    }
    return tree;
  }

  private Path write(FileTree tree, long size) throws IOException {
    Path file = directory.resolve("efi.img");
    Files.write(file, FatWriter.write(new FatVolume(tree, "B2D-EFI", TIME), size));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"4, 12", "9, 12", "40, 12", "100, 12", "200, 16"})
  void fsckFindsNothingToMendWhateverTheSize(int mebibytes, int bits) throws IOException {
    write(sample(), (long) mebibytes * MEBIBYTE);
    assertThat(Tool.run(directory, "fsck.fat", "-nv", "efi.img"))
        .contains(bits + " bit entries")
        .contains("efi.img: 111 files");
  }

  @Test
  void filesBeginAtSectorsOfACdWhereTheWriterSays() throws IOException {
    PlacedFat placed = FatWriter.place(new FatVolume(sample(), "B2D-EFI", TIME), 40 * MEBIBYTE);
    placed.offsets().forEach((path, offset) -> assertThat(offset % 2048).as(path).isEqualTo(0));
    int at = Math.toIntExact(placed.offsets().get("EFI/BOOT/BOOTX64.EFI"));
    byte[] content = sample().file("EFI/BOOT/BOOTX64.EFI").orElseThrow().content().bytes();
    assertThat(Arrays.copyOfRange(placed.image(), at, at + content.length)).isEqualTo(content);
  }

  @Test
  void mtoolsSeesNamesTimesSizesAndLabel() throws IOException {
    write(sample(), 4 * MEBIBYTE);
    assertThat(Tool.run(directory, "mdir", "-i", "efi.img", "::EFI/BOOT"))
        .contains("Volume in drive : is B2D-EFI")
        .containsPattern("BOOTX64 +EFI +1000001 2026-11-23 +10:11")
        .containsPattern("GRUBX6~1 EFI +4 .* grubx64.efi")
        .contains("a long name, with a comma.and.dots")
        .contains("exactly-13-ch");
  }

  @Test
  void mtoolsCopiesOutWhatWentIn() throws IOException {
    write(sample(), 4 * MEBIBYTE);
    Tool.run(directory, "mcopy", "-i", "efi.img", "-s", "::*", ".");
    assertThat(directory.resolve("EFI/BOOT/BOOTX64.EFI"))
        .hasBinaryContent(sample().file("EFI/BOOT/BOOTX64.EFI").orElseThrow().content().bytes());
    assertThat(directory.resolve("many/file number 77")).hasContent("content 77");
    assertThat(directory.resolve("EMPTY")).isEmptyFile();
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    FileTree back = FatReader.read(Files.readAllBytes(write(sample(), 8 * MEBIBYTE)));
    assertSame(back, sample());
  }

  @Test
  void readsWhatMkfsAndMtoolsWrite() throws IOException {
    Tool.run(directory, "mkfs.fat", "-C", "-F", "12", "efi.img", "2048");
    Tool.run(directory, "mmd", "-i", "efi.img", "::EFI", "::EFI/BOOT");
    Path file = Files.writeString(directory.resolve("a long name.efi"), "x".repeat(5000));
    Tool.run(directory, "mcopy", "-i", "efi.img", file.getFileName().toString(), "::EFI/BOOT/");
    FileTree tree = FatReader.read(Files.readAllBytes(directory.resolve("efi.img")));
    assertThat(tree.entries().keySet())
        .containsExactly("EFI", "EFI/BOOT", "EFI/BOOT/a long name.efi");
    assertThat(tree.file("EFI/BOOT/a long name.efi").orElseThrow().content().size())
        .isEqualTo(5000);
  }

  @ParameterizedTest
  @ValueSource(ints = {2 << 10, 64 << 10})
  void theSmallestSizeHoldsTheFilesAndNoSmallerOneDoes(int step) throws IOException {
    long size = FatWriter.sizeFor(sample(), step);
    assertThat(size % step).isZero();
    write(sample(), size);
    Tool.run(directory, "fsck.fat", "-n", "efi.img");
    assertThatThrownBy(() -> write(sample(), size - step))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("make it larger");
  }

  @Test
  void largeFilesAmongSmallOnesGetClustersThatWasteLittle() throws IOException {
    int large = 36 * MEBIBYTE + 1;
    FileTree tree =
        new FileTree()
            .putFile("boot/initrd.img", Content.of(new byte[large]))
            .putFile("EFI/BOOT/BOOTX64.EFI", Content.of("loader"))
            .putFile("loader/entries/one.conf", Content.of("title One"))
            .putFile("loader/loader.conf", Content.of("timeout 0"));
    long size = FatWriter.sizeFor(tree, 2 << 10);
    assertThat(size - large).isLessThan(100_000);
    write(tree, size);
    assertThat(Tool.run(directory, "fsck.fat", "-nv", "efi.img"))
        .contains("4096 bytes per cluster");
  }

  @Test
  void theSerialNumberComesFromTheContent() throws IOException {
    byte[] one = Files.readAllBytes(write(sample(), MEBIBYTE * 4L));
    byte[] again = Files.readAllBytes(write(sample(), MEBIBYTE * 4L));
    byte[] other =
        Files.readAllBytes(write(sample().putFile("EMPTY", Content.of("!")), MEBIBYTE * 4L));
    assertThat(again).isEqualTo(one);
    assertThat(serial(other)).isNotEqualTo(serial(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "q?", "back\\slash", "dot.", "space "})
  void namesThatFatForbidsAreRefused(String name) {
    assertThatThrownBy(() -> write(new FileTree().putFile("d/" + name, Content.of("")), MEBIBYTE))
        .hasMessageContainingAll("FAT: /d/" + name, "name");
  }

  @Test
  void whatFatCannotHoldIsRefused() {
    FileTree twins = new FileTree().putFile("A", Content.of("")).putFile("a", Content.of(""));
    assertThatThrownBy(() -> write(twins, MEBIBYTE)).hasMessageContaining("case only");
    assertThatThrownBy(() -> write(new FileTree().link("l", "x"), MEBIBYTE))
        .hasMessageContainingAll("/l", "symbolic link");
    assertThatThrownBy(() -> write(sample(), 1L << 40)).hasMessageContaining("512 MiB");
    assertThatThrownBy(() -> write(sample(), 512)).hasMessageContaining("too few");
    assertThatThrownBy(() -> new FatVolume(sample(), "lower", TIME)).hasMessageContaining("label");
    FileTree crowd = new FileTree();
    for (int i = 0; i < 600; i++) {
      crowd.putFile("N" + i, Content.of(""));
    }
    assertThatThrownBy(() -> write(crowd, MEBIBYTE)).hasMessageContaining("root directory");
  }

  @Test
  void damagedImagesEndInOneClearLine() throws IOException {
    FileTree small =
        new FileTree().putFile("EFI/BOOT/a long file name", Content.of("x".repeat(9000)));
    byte[] good = FatWriter.write(new FatVolume(small, "X", TIME), 128 << 10);
    Damage.check(good, 300, FatReader::read);
    Damage.check(java.util.Arrays.copyOf(good, 32 << 10), 300, FatReader::read);
  }

  private static byte[] serial(byte[] image) {
    return java.util.Arrays.copyOfRange(image, 39, 43);
  }

  private static void assertSame(FileTree got, FileTree wanted) throws IOException {
    assertThat(got.entries().keySet()).isEqualTo(wanted.entries().keySet());
    for (String path : wanted.entries().keySet()) {
      if (wanted.get(path).orElseThrow() instanceof RegularFile file) {
        assertThat(got.file(path).orElseThrow().content().bytes())
            .as(path)
            .isEqualTo(file.content().bytes());
      }
    }
  }
}
