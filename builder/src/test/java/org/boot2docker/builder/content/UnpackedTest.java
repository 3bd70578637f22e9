package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.boot2docker.builder.description.FolderSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.SymbolicLink;
import org.junit.jupiter.api.Test;

class UnpackedTest {
  private static final List<FolderSpec> MAPS =
      List.of(new FolderSpec("usr/maps", new Place("mine.yaml:9: rootfs.gunzip[0]")));

  private final FileTree tree = new FileTree();
  private final Origins origins = new Origins();

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private void unpack() throws IOException {
    new Unpacked(tree, origins).in(MAPS);
  }

  @Test
  void compressedFilesAndLinksToThemLoseTheirEnding() throws IOException {
    tree.putFile("usr/maps/a/de.kmap.gz", Content.of(gzip("keys".getBytes())));
    tree.link("usr/maps/german.kmap.gz", "a/de.kmap.gz");
    tree.putFile("usr/maps/plain", Content.of("plain"));
    tree.putFile("usr/other/x.gz", Content.of("stays"));
    origins.add("console-data", tree);

    unpack();

    assertThat(tree.entries().keySet())
        .contains("usr/maps/a/de.kmap", "usr/maps/german.kmap", "usr/maps/plain", "usr/other/x.gz")
        .doesNotContain("usr/maps/a/de.kmap.gz", "usr/maps/german.kmap.gz");
    assertThat(tree.file("usr/maps/a/de.kmap").orElseThrow().content().bytes())
        .asString()
        .isEqualTo("keys");
    assertThat(tree.get("usr/maps/german.kmap")).contains(new SymbolicLink("a/de.kmap"));
    assertThat(origins.of(tree)).contains(Map.entry("usr/maps/a/de.kmap", "console-data"));
  }

  @Test
  void aFolderWithNothingToUnpackIsAnError() {
    assertThatThrownBy(this::unpack).hasMessageStartingWith("mine.yaml:9: rootfs.gunzip[0]");
  }

  @Test
  void aFileThatIsThereInBothWaysIsAnError() throws IOException {
    tree.putFile("usr/maps/a", Content.of("one"));
    tree.putFile("usr/maps/a.gz", Content.of(gzip("other".getBytes())));

    assertThatThrownBy(this::unpack).hasMessageContaining("usr/maps/a and usr/maps/a.gz");
  }

  @Test
  void whatIsDamagedOrHugeIsNamed() throws IOException {
    byte[] packed = gzip("keys".repeat(100).getBytes());
    tree.putFile("usr/maps/a.gz", Content.of(Arrays.copyOf(packed, packed.length / 2)));
    assertThatThrownBy(this::unpack).hasMessageStartingWith("usr/maps/a.gz can't be unpacked");

    tree.putFile("usr/maps/a.gz", Content.of(gzip(new byte[17 << 20])));
    assertThatThrownBy(this::unpack).hasMessageStartingWith("usr/maps/a.gz has more than 16 MiB");
  }
}
