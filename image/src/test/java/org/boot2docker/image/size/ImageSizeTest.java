package org.boot2docker.image.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.boot2docker.formats.compress.BranchFilter;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.Lzma2;
import org.boot2docker.formats.compress.Xz;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.cpio.SimilarityOrder;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.size.SizeReport.FilePart;
import org.boot2docker.image.size.SizeReport.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ImageSizeTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final int NOISE = 3_000_000;

  /** The resolution: a zstd block, and the ends of the file. */
  private static final double BLOCK = 1.1 * (128 << 10);

  @TempDir Path directory;

  static Stream<Compression> compressions() {
    return Stream.of(Zstd.fast(1), new Xz(Optional.empty(), Lzma2.LARGE.withDictionary(8 << 20)));
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void theSumsAreExact(Compression compression) throws IOException {
    SizeReport report = ImageSize.measure(image(compression));
    assertThat(report.sections().stream().mapToLong(Part::bytes).sum()).isEqualTo(report.bytes());
    long initramfs =
        report.sections().stream()
            .filter(part -> part.name().equals("boot/initrd.img"))
            .mapToLong(Part::bytes)
            .sum();
    assertThat(report.packages().stream().mapToLong(Part::bytes).sum()).isEqualTo(initramfs);
    assertThat(report.files().stream().mapToLong(FilePart::bytes).sum()).isEqualTo(initramfs);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void aFileCostsWhatItAddsAndBelongsToItsPackage(Compression compression) throws IOException {
    SizeReport report = ImageSize.measure(image(compression));
    FilePart noise = report.files().get(0);
    assertThat(noise.path()).isEqualTo("usr/bin/noise");
    assertThat(noise.owner()).isEqualTo("random");
    assertThat(noise.raw()).isEqualTo(NOISE);
    assertThat((double) noise.bytes()).isCloseTo(NOISE, within(BLOCK));
    assertThat(report.packages().get(0).name()).isEqualTo("random");
    assertThat(report.packages()).extracting(Part::name).contains("boot2docker");
  }

  @Test
  void whatIsNotCompressedAtTheFrontCostsItsBytes() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    FileTree early = new FileTree().putFile("kernel/early", Content.of(new byte[10_000]));
    new CpioWriter(FileOrder.BY_PATH, TIME).write(early, both);
    both.write(initramfs(Zstd.fast(1)));

    SizeReport report = ImageSize.measure(image(both.toByteArray()));

    assertThat(report.files())
        .filteredOn(file -> file.path().equals("kernel/early"))
        .singleElement()
        .satisfies(file -> assertThat(file.bytes()).isBetween(10_100L, 10_200L));
    assertThat(report.files()).extracting(FilePart::path).contains("usr/bin/noise");
    assertThat(report.files().stream().mapToLong(FilePart::bytes).sum()).isEqualTo(both.size());
    assertThat(Marginal.measure(directory.resolve("test.iso"), "kernel/early", 1).files()).isOne();
  }

  @Test
  void leavingAFileOutSavesWhatItAdded() throws IOException {
    Marginal marginal = Marginal.measure(image(Zstd.fast(1)), "usr/bin/*", 1);
    assertThat(marginal.files()).isEqualTo(1);
    assertThat((double) marginal.saved()).isCloseTo(NOISE, within(NOISE * 0.02));
    assertThatThrownBy(() -> Marginal.measure(directory.resolve("test.iso"), "none", 1))
        .hasMessageContaining("test.iso matches none");
  }

  @Test
  void theFilterOfMachineCodeIsThatOfTheArchitecture() {
    assertThat(Marginal.filter("amd64")).isEqualTo(BranchFilter.X86);
    assertThat(Marginal.filter("arm64")).isEqualTo(BranchFilter.ARM64);
  }

  @Test
  void thePictureIsWellFormedAndItsAreasAreTheSizes() throws Exception {
    SizeReport report = ImageSize.measure(image(Zstd.fast(1)));
    String svg = SizePicture.of(report);
    NodeList boxes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("rect");
    double whole = 1600.0 * 1000;
    double sum = 0;
    double noise = 0;
    for (int i = 0; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      double area = number(box, "width") * number(box, "height");
      sum += area;
      noise += box.getTextContent().startsWith("/usr/bin/noise\n") ? area : 0;
    }
    assertThat(sum).isCloseTo(whole, within(whole / 1000));
    double share = (double) report.files().get(0).bytes() / report.bytes();
    assertThat(noise).isCloseTo(whole * share, within(whole / 1000));
  }

  private static double number(Element box, String attribute) {
    return Double.parseDouble(box.getAttribute(attribute));
  }

  private Path image(Compression compression) throws IOException {
    return image(initramfs(compression));
  }

  private Path image(byte[] initramfs) throws IOException {
    FileTree medium = new FileTree();
    medium.putFile("boot/vmlinuz", Content.of(new byte[1_000_000]));
    medium.putFile("boot/initrd.img", Content.of(initramfs));
    Manifest manifest =
        new Manifest(
            "test",
            "1",
            "amd64",
            "default",
            "6",
            TIME.toString(),
            "",
            List.of(),
            List.of(),
            Map.of(),
            Map.of("random", List.of("usr/bin/noise"), "zero", List.of("usr/lib/zeros")));
    medium.putFile(Manifest.PATH, Content.of(manifest.toJson()));
    Path image = directory.resolve("test.iso");
    try (OutputStream out = Files.newOutputStream(image)) {
      new IsoWriter(new HybridIso(medium, "TEST", TIME, Optional.empty(), Optional.empty()))
          .write(out);
    }
    return image;
  }

  private static byte[] initramfs(Compression compression) throws IOException {
    byte[] noise = new byte[NOISE];
    new Random(2).nextBytes(noise);
    FileTree tree = new FileTree();
    tree.putFile("usr/bin/noise", Content.of(noise));
    tree.putFile("usr/lib/zeros", Content.of(new byte[5_000_000]));
    tree.putFile("etc/own", Content.of("own\n"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.compress(bytes)) {
      new CpioWriter(new SimilarityOrder(), TIME).write(tree, out);
    }
    return bytes.toByteArray();
  }
}
