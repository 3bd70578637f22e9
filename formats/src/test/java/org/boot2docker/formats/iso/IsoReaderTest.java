package org.boot2docker.formats.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoReaderTest {
  @TempDir Path directory;

  private static byte[] image(FileTree tree) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new IsoWriter(
            new HybridIso(
                tree,
                "b2d-v28.5.2",
                "0f".repeat(64),
                Instant.parse("2026-11-23T10:11:12Z"),
                Optional.empty(),
                Optional.of(new EfiBoot("boot/efi.img"))))
        .write(out);
    return out.toByteArray();
  }

  private IsoImage read(byte[] bytes) throws IOException {
    return IsoReader.read(Files.write(directory.resolve("test.iso"), bytes));
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    FileTree sample = IsoWriterTest.sample().link("farther", "/" + "0123456789/".repeat(370));
    IsoImage back = read(image(sample));
    assertThat(back.volumeId()).isEqualTo("b2d-v28.5.2");
    assertThat(back.volumeSetId()).isEqualTo("0f".repeat(64));
    assertThat(back.files().entries().keySet()).isEqualTo(sample.entries().keySet());
    for (Map.Entry<String, Node> entry : sample.entries().entrySet()) {
      Node got = back.files().get(entry.getKey()).orElseThrow();
      assertThat(got.attributes()).isEqualTo(entry.getValue().attributes());
      if (entry.getValue() instanceof RegularFile file) {
        assertThat(((RegularFile) got).content().bytes())
            .as(entry.getKey())
            .isEqualTo(file.content().bytes());
      } else if (!entry.getKey().matches("up|farther")) {
        assertThat(got).isEqualTo(entry.getValue());
      }
    }
  }

  @Test
  void readsWhatXorrisoWrites() throws IOException {
    Path files = Files.createDirectories(directory.resolve("files/sub"));
    Files.writeString(files.resolve("A long Name.text"), "content");
    Files.createSymbolicLink(files.resolve("link"), Path.of("../A/target"));
    Tool.run(
        directory,
        "xorriso",
        "-as",
        "mkisofs",
        "-quiet",
        "-R",
        "-V",
        "OTHER",
        "-o",
        "other.iso",
        "files");
    IsoImage image = IsoReader.read(directory.resolve("other.iso"));
    assertThat(image.volumeId()).isEqualTo("OTHER");
    assertThat(image.bootEntries()).isEmpty();
    assertThat(image.files().file("sub/A long Name.text").orElseThrow().content().bytes())
        .asString()
        .isEqualTo("content");
    assertThat(image.files().get("sub/link").orElseThrow())
        .isInstanceOf(SymbolicLink.class)
        .extracting(node -> ((SymbolicLink) node).target())
        .isEqualTo("../A/target");
  }

  /** The bytes of an image must never change unnoticed: they are what a lock file promises. */
  @Test
  void anImageHasPinnedBytes() throws Exception {
    FileTree tree =
        new FileTree()
            .putFile("boot/efi.img", Content.of(new byte[1024]))
            .putFile("boot/vmlinuz", Content.of("kernel"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(image(tree));
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("d64acde327549e9d442bf7b4b2f3a3ed1c4cfb8cb73cd20161e60ac3e4cc47f2");
  }

  @Test
  void faultsAreNamedWithTheirOffset() throws IOException {
    byte[] good = image(IsoWriterTest.sample());
    assertThatThrownBy(() -> read(new byte[4096])).hasMessageContaining("image ends");
    assertThatThrownBy(() -> read(new byte[1 << 16]))
        .hasMessageContainingAll("ISO 9660", "volume descriptor", "byte 32768");
    byte[] cut = java.util.Arrays.copyOf(good, 19 * 2048);
    assertThatThrownBy(() -> read(cut)).hasMessageContaining("image ends before");
  }

  /** Of a file of 4 GiB or more there are several records; one alone is not the file. */
  @Test
  void aFileInSeveralExtentsIsRefused() throws IOException {
    byte[] image = image(IsoWriterTest.sample());
    image[find(image, "VMLINUZ.;1") - 33 + 25] |= (byte) 0x80;

    assertThatThrownBy(() -> read(image)).hasMessageContaining("several extents");
  }

  /** One reader takes the first record, another one the second. */
  @Test
  void twoRecordsOfOneNameAreRefused() throws IOException {
    FileTree tree = new FileTree().putFile("boot/efi.img", Content.of(new byte[1024]));
    byte[] image = image(tree.putFile("one", Content.of("1")).putFile("two", Content.of("2")));
    byte[] plain = "ONE.;1".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(plain, 0, image, find(image, "TWO.;1"), plain.length);
    System.arraycopy("one".getBytes(StandardCharsets.US_ASCII), 0, image, find(image, "two"), 3);

    assertThatThrownBy(() -> read(image)).hasMessageContaining("second record of one");
  }

  private static int find(byte[] in, String text) {
    byte[] name = text.getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (!Arrays.equals(in, at, at + name.length, name, 0, name.length)) {
      at++;
    }
    return at;
  }

  @Test
  void damagedImagesEndInOneClearLine() throws IOException {
    byte[] good = image(IsoWriterTest.sample());
    byte[] head = java.util.Arrays.copyOfRange(good, 0, 60 * 2048);
    Damage.check(head, 300, this::readAll);
    byte[] tables = java.util.Arrays.copyOfRange(good, 32768, head.length);
    Damage.check(
        tables,
        400,
        damaged -> {
          byte[] whole = head.clone();
          System.arraycopy(damaged, 0, whole, 32768, damaged.length);
          readAll(whole);
        });
  }

  private void readAll(byte[] bytes) throws IOException {
    for (Node node : read(bytes).files().entries().values()) {
      if (node instanceof RegularFile file) {
        file.content().bytes();
      }
    }
  }
}
