package org.boot2docker.formats.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.fat.FatVolume;
import org.boot2docker.formats.fat.FatWriter;
import org.boot2docker.formats.fat.PlacedFat;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoWriterTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final String LONG_NAME = "n".repeat(255);
  private static final String LONG_TARGET = "/" + "directory/".repeat(70) + "x".repeat(255);

  @TempDir Path directory;

  static FileTree sample() {
    RegularFile kernel = new RegularFile(Attributes.DATA, Content.of("kernel".repeat(5000)));
    FileTree tree =
        new FileTree()
            .putFile("isolinux/isolinux.bin", Content.of(loader()))
            .putFile("isolinux/isolinux.cfg", Content.of("default x\n"))
            .put("boot/vmlinuz", kernel)
            .put("boot/linked", kernel)
            .putFile("boot/initrd.img", Content.of("initrd".repeat(999)))
            .putFile("boot/efi.img", Content.of(new byte[64 << 10]))
            .putFile(".disk/info", Content.of("info"))
            .putFile("empty", Content.of(""))
            .put("secret", new RegularFile(new Attributes(0640, 1000, 50), Content.of("s")))
            .put("null", new DeviceNode(Attributes.DATA, DeviceNode.Kind.CHARACTER, 1, 3))
            .put("up", new SymbolicLink("../a/./b//c"))
            .put("far", new SymbolicLink(LONG_TARGET))
            .putFile("names/" + LONG_NAME, Content.of("long"))
            .putFile("names/File.txt", Content.of("1"))
            .putFile("names/file.txt", Content.of("2"))
            .putFile("names/file.TXT", Content.of("3"));
    IntStream.range(0, 100).forEach(i -> tree.putFile("many/entry-" + i, Content.of("" + i)));
    return tree;
  }

  private static byte[] loader() {
    byte[] loader = new byte[3001];
    Arrays.fill(loader, (byte) 0x5A);
    return loader;
  }

  private static HybridIso spec(FileTree tree, boolean bios, boolean efi) {
    byte[] code = new byte[432];
    Arrays.fill(code, (byte) 0xFA);
    return new HybridIso(
        tree,
        "b2d-v28.5.2",
        TIME,
        bios
            ? Optional.of(new BiosBoot("isolinux/isolinux.bin", Content.of(code)))
            : Optional.empty(),
        efi ? Optional.of(new EfiBoot("boot/efi.img")) : Optional.empty());
  }

  private Path write(HybridIso iso) throws IOException {
    Path file = directory.resolve("test.iso");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      IsoWriter writer = new IsoWriter(iso);
      writer.write(out);
      out.flush();
      assertThat(file).hasSize(writer.size());
    }
    return file;
  }

  @Test
  void xorrisoSeesBothBootEntriesAndTheSystemArea() throws IOException {
    write(spec(sample(), true, true));
    String report =
        Tool.run(
            directory,
            "xorriso",
            "-indev",
            "test.iso",
            "-report_el_torito",
            "plain",
            "-report_system_area",
            "plain");
    assertThat(report)
        .contains("Volume id    : 'b2d-v28.5.2'")
        .containsPattern("El Torito boot img : +1  BIOS  y   none  0x0000  0x00      4 ")
        .containsPattern("El Torito boot img : +2  UEFI  y   none  0x0000  0x00    128 ")
        .containsPattern("El Torito img path : +1  /isolinux/isolinux.bin")
        .contains("boot-info-table")
        .containsPattern("El Torito img path : +2  /boot/efi.img")
        .contains("cyl-align-on GPT")
        .containsPattern("MBR partition +: +1   0x80  0x17 +0 +2048")
        .containsPattern("MBR partition +: +2   0x00  0xef +2048 +128")
        .containsPattern("GPT start and size : +1 +2048 +128")
        .containsPattern("GPT partition path : +1  /boot/efi.img")
        .doesNotContainIgnoringCase("warning")
        .doesNotContain("FAILURE")
        .doesNotContain("SORRY");
  }

  @Test
  void xorrisoSeesEveryFileWithItsAttributes() throws IOException {
    write(spec(sample(), true, true));
    String list =
        Tool.run(directory, "xorriso", "-indev", "test.iso", "-find", "/", "-exec", "lsdl", "--");
    assertThat(list)
        .containsPattern("-rw-r----- +1 1000 +50 +1 Nov 23 10:11 '/secret'")
        .containsPattern("crw-r--r-- .* 1, *3 .* '/null'")
        .contains("'/up' -> '../a/./b/c'")
        .contains("'/far' -> '" + LONG_TARGET + "'")
        .contains("'/names/" + LONG_NAME + "'")
        .containsPattern("-rw-r--r-- .* 30000 .* ./boot/linked.")
        .contains("'/many/entry-99'");
  }

  @Test
  void xorrisoExtractsTheContent() throws IOException {
    write(spec(sample(), true, true));
    Tool.run(directory, "xorriso", "-osirrox", "on", "-indev", "test.iso", "-extract", "/", "out");
    assertThat(directory.resolve("out/boot/vmlinuz")).hasContent("kernel".repeat(5000));
    assertThat(directory.resolve("out/names/file.TXT")).hasContent("3");
    assertThat(directory.resolve("out/empty")).isEmptyFile();
  }

  @Test
  void isoinfoSeesPlainNamesThatABootLoaderFinds() throws IOException {
    write(spec(sample(), true, true));
    assertThat(Tool.run(directory, "isoinfo", "-f", "-i", "test.iso"))
        .contains("/ISOLINUX/ISOLINUX.CFG;1\n")
        .contains("/BOOT/VMLINUZ.;1\n")
        .contains("/BOOT/INITRD.IMG;1\n")
        .contains("/NAMES/FILE.TXT;1\n")
        .contains("/NAMES/FILE1.TXT;1\n")
        .contains("/NAMES/FILE2.TXT;1\n");
    assertThat(Tool.run(directory, "isoinfo", "-R", "-x", "/boot/initrd.img", "-i", "test.iso"))
        .isEqualTo("initrd".repeat(999));
    assertThat(Tool.run(directory, "isoinfo", "-d", "-i", "test.iso"))
        .contains("Volume id: b2d-v28.5.2")
        .contains("Rock Ridge signatures version 1 found")
        .doesNotContain("Joliet with");
  }

  @Test
  void fdiskAndFileSeeADiskAndACd() throws IOException {
    write(spec(sample(), true, true));
    assertThat(Tool.run(directory, "fdisk", "-l", "test.iso"))
        .contains("Disklabel type: dos")
        .containsPattern("test.iso1 +\\* +0 +2047 +2048 +1M +17 ")
        .containsPattern("test.iso2 +2048 +2175 +128 +64K +ef ");
    assertThat(Tool.run(directory, "file", "test.iso"))
        .contains("ISO 9660 CD-ROM filesystem data")
        .contains("'b2d-v28.5.2' (bootable)");
  }

  @Test
  void sgdiskFindsNothingWrongInTheTablesOfAnImageForUefiOnly() throws IOException {
    write(spec(sample(), false, true));
    assertThat(Tool.run(directory, "sgdisk", "-v", "test.iso"))
        .contains("No problems found.")
        .doesNotContain("CRC");
    assertThat(Tool.run(directory, "sgdisk", "-i", "1", "test.iso"))
        .contains("C12A7328-F81F-11D2-BA4B-00A0C93EC93B")
        .contains("EFI system partition");
    assertThat(Tool.run(directory, "xorriso", "-indev", "test.iso", "-report_el_torito", "plain"))
        .containsPattern("El Torito boot img : +1  UEFI  y");
  }

  /** Tools look for a GPT only behind a protective MBR, so they get one. */
  @Test
  void theGptOfABiosImageIsRightToo() throws IOException {
    byte[] image = Files.readAllBytes(write(spec(sample(), true, true)));
    byte[] mbr =
        new IsohybridMbr(new byte[0], 0, 1).partition(0, 0xEE, 1, image.length / 512 - 1).bytes();
    System.arraycopy(mbr, 0, image, 0, mbr.length);
    Files.write(directory.resolve("test.iso"), image);
    assertThat(Tool.run(directory, "sgdisk", "-v", "test.iso")).contains("No problems found.");
  }

  @Test
  void theBootLoaderLearnsWhereItIs() throws IOException {
    Path file = write(spec(sample(), true, false));
    IsoImage image = IsoReader.read(file);
    byte[] loader = image.files().file("isolinux/isolinux.bin").orElseThrow().content().bytes();
    ByteBuffer table = ByteBuffer.wrap(loader).order(ByteOrder.LITTLE_ENDIAN);
    int sector = image.bootEntries().get(0).sector();
    assertThat(table.getInt(8)).isEqualTo(16);
    assertThat(table.getInt(12)).isEqualTo(sector);
    assertThat(table.getInt(16)).isEqualTo(3001);
    assertThat(table.getInt(20)).isEqualTo((int) (734L * 0x5A5A5A5A + 0x5A));
    byte[] mbr = Arrays.copyOf(Files.readAllBytes(file), 512);
    assertThat(ByteBuffer.wrap(mbr).order(ByteOrder.LITTLE_ENDIAN).getLong(432))
        .isEqualTo(4L * sector);
    assertThat(Files.size(file) % (1 << 20)).isZero();
  }

  @Test
  void theVolumeIdIsWhereDockerMachineReadsIt() throws IOException {
    byte[] image = Files.readAllBytes(write(spec(sample(), true, true)));
    assertThat(new String(image, 0x8028, 32, StandardCharsets.US_ASCII).strip())
        .isEqualTo("b2d-v28.5.2");
  }

  @Test
  void aFileWithTwoNamesIsStoredOnce() throws IOException {
    IsoImage image = IsoReader.read(write(spec(sample(), true, true)));
    assertThat(image.files().get("boot/linked")).isEqualTo(image.files().get("boot/vmlinuz"));
    assertThat(image.bootEntries())
        .extracting(IsoImage.BootEntry::platform)
        .isEqualTo(List.of(0, 0xEF));
  }

  @Test
  void aFileThatLiesInTheFatImageIsNotStoredAgain() throws IOException {
    byte[] kernel = new byte[5 << 20];
    Arrays.fill(kernel, (byte) 'k');
    FileTree inFat = new FileTree().putFile("boot/vmlinuz", Content.of(kernel));
    PlacedFat fat =
        FatWriter.place(new FatVolume(inFat, "EFI", TIME), FatWriter.sizeFor(inFat, 2 << 10));
    FileTree tree = sample().putFile("boot/efi.img", Content.of(fat.image()));
    tree.putFile("boot/vmlinuz", Content.of(kernel));
    EfiBoot efi =
        new EfiBoot("boot/efi.img", Map.of("boot/vmlinuz", fat.offsets().get("boot/vmlinuz")));
    HybridIso iso = spec(tree, true, true);
    Path file =
        write(new HybridIso(tree, iso.volumeId(), iso.time(), iso.bios(), Optional.of(efi)));
    assertThat(Files.size(file)).isLessThan(2L * kernel.length);
    Tool.run(
        directory,
        "xorriso",
        "-osirrox",
        "on",
        "-indev",
        file.toString(),
        "-extract",
        "/boot/vmlinuz",
        "out");
    assertThat(directory.resolve("out")).hasBinaryContent(kernel);
  }

  @Test
  void whatTheFormatCannotHoldIsRefused() {
    FileTree deep = sample().putFile("1/2/3/4/5/6/7/8/file", Content.of(""));
    assertThatThrownBy(() -> write(spec(deep, true, true)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("/1/2/3/4/5/6/7/8: ");
    FileTree without = sample();
    without.remove("isolinux");
    assertThatThrownBy(() -> write(spec(without, true, true)))
        .hasMessageContainingAll("ISO 9660", "/isolinux/isolinux.bin");
    FileTree small = sample().putFile("boot/efi.img", Content.of(new byte[100]));
    assertThatThrownBy(() -> write(spec(small, true, true))).hasMessageContaining("/boot/efi.img");
    assertThatThrownBy(
            () -> new HybridIso(sample(), "x".repeat(33), TIME, Optional.empty(), Optional.empty()))
        .hasMessageContaining("volume id");
  }
}
