package org.boot2docker.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.disk.DiskContent;
import org.boot2docker.formats.disk.DiskFormat;
import org.boot2docker.formats.fat.FatVolume;
import org.boot2docker.formats.fat.FatWriter;
import org.boot2docker.formats.iso.EfiBoot;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.partition.Mbr;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.ImageException;
import org.boot2docker.image.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskImageTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final long MIB = 1 << 20;

  @TempDir Path directory;

  private Path image(boolean uefi) throws IOException {
    FileTree efi = new FileTree();
    efi.putFile("EFI/BOOT/BOOTX64.EFI", Content.of("loader"));
    FileTree medium = new FileTree();
    Manifest manifest =
        new Manifest(
            "test",
            "28",
            "amd64",
            "default",
            "6.12",
            TIME.toString(),
            "quiet",
            List.of(),
            List.of(),
            Map.of(),
            Map.of());
    medium.putFile(Manifest.PATH, Content.of(manifest.toJson()));
    medium.putFile(
        "boot/efi.img", Content.of(FatWriter.write(new FatVolume(efi, "TEST", TIME), 2 * MIB)));
    Path file = directory.resolve("test.iso");
    try (OutputStream out = Files.newOutputStream(file)) {
      Optional<EfiBoot> boot = uefi ? Optional.of(new EfiBoot("boot/efi.img")) : Optional.empty();
      new IsoWriter(new HybridIso(medium, "TEST", TIME, Optional.empty(), boot)).write(out);
    }
    return file;
  }

  private Path disk(Path image) throws IOException {
    Path file = directory.resolve("disk.img");
    DiskFormat.RAW.write(DiskImage.of(image, 200 * MIB), file);
    return file;
  }

  private String run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    Process process = builder.directory(directory.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void sgdiskFindsTheImageAndAPartitionForData() throws IOException {
    Path file = disk(image(true));
    assertThat(run("sgdisk", "-v", "" + file)).contains("No problems found");
    assertThat(run("sgdisk", "-p", "" + file))
        .containsPattern("1 .*EF00  EFI system partition")
        .containsPattern("2 .*200.0 MiB +8300  boot2docker-data")
        .containsPattern("3 +64 .*8300  boot2docker\n");
    assertThat(run("sgdisk", "-i", "1", "" + file)).contains("EFI system partition");
  }

  @Test
  void theDataPartitionIsSoundAndEmpty() throws IOException {
    Path file = disk(image(true));
    String info = run("sgdisk", "-i", "2", "" + file);
    String first = info.replaceAll("(?s).*First sector: (\\d+).*", "$1");
    long bytes = Long.parseLong(first) * DiskContent.SECTOR;
    run(
        "dd",
        "if=" + file,
        "of=data",
        "bs=1M",
        "iflag=skip_bytes,count_bytes",
        "skip=" + bytes,
        "count=" + 200 * MIB);
    assertThat(run("e2fsck", "-f", "-n", "data")).contains("boot2docker-data: 11/");
  }

  @Test
  void theImageIsOnItAsItWas() throws IOException {
    Path image = image(true);
    Path file = disk(image);
    assertThat(IsoReader.read(file).files().entries().keySet())
        .isEqualTo(IsoReader.read(image).files().entries().keySet());
    assertThat(Manifest.ofImage(file)).isEqualTo(Manifest.ofImage(image));
    byte[] sector = Arrays.copyOf(Files.readAllBytes(file), 512);
    assertThat(Mbr.type(sector, 1)).isEqualTo(Mbr.PROTECTIVE);
    assertThat(Mbr.type(sector, 2)).isZero();
  }

  @Test
  void anOvaHasItsPartsInOrderWithTheirSums() throws Exception {
    Path image = image(true);
    Path ova = directory.resolve("box.ova");
    Ova.write(Manifest.ofImage(image), "box", DiskImage.of(image, 200 * MIB), ova);
    assertThat(run("tar", "-tf", "" + ova).lines())
        .containsExactly("box.ovf", "box.mf", "box-disk1.vmdk");
    run("tar", "-xf", "" + ova);
    String sums = Files.readString(directory.resolve("box.mf"));
    for (String file : List.of("box.ovf", "box-disk1.vmdk")) {
      assertThat(sums).contains(run("sha256sum", file).substring(0, 64));
    }
    run("qemu-img", "check", "-f", "vmdk", "box-disk1.vmdk");
    var ovf =
        javax.xml.parsers.DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("box.ovf").toFile());
    assertThat(ovf.getElementsByTagNameNS("*", "Disk").getLength()).isEqualTo(1);
    byte[] first = Files.readAllBytes(ova);
    Ova.write(Manifest.ofImage(image), "box", DiskImage.of(image, 200 * MIB), ova);
    assertThat(Files.readAllBytes(ova)).isEqualTo(first);
  }

  @Test
  void anImageWithoutUefiIsRefused() throws IOException {
    Path image = image(false);
    assertThatThrownBy(() -> DiskImage.of(image, 200 * MIB))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("has no partition table: ");
  }
}
