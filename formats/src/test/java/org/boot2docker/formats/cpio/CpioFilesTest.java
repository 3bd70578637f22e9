package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CpioFilesTest {
  private static RegularFile file(String text) {
    return new RegularFile(Attributes.DATA, Content.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Map<String, String> contents(byte[] archives) throws IOException {
    return CpioFiles.read(
        new ByteArrayInputStream(archives),
        content -> new String(content.bytes(), StandardCharsets.US_ASCII));
  }

  private static byte[] entry(String name, int mode, int inode, int links, String data) {
    CpioHeader header =
        new CpioHeader(inode, mode, 0, 0, links, 0, data.length(), 0, 0, 0, name.length() + 1);
    String padded = name + "\0".repeat(1 + CpioHeader.padding(111 + name.length()));
    String all = padded + data + "\0".repeat(CpioHeader.padding(data.length()));
    return (new String(header.bytes(), StandardCharsets.US_ASCII) + all)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] file(String name, int inode, int links, String data) {
    return entry(name, CpioHeader.REGULAR | 0644, inode, links, data);
  }

  private static byte[] archives(byte[]... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  @Test
  void everyNameOfAFileHasItsContents() throws IOException {
    FileTree tree = new FileTree();
    RegularFile program = file("program");
    tree.put("usr/bin/one", program);
    tree.put("usr/bin/other", file("other"));
    tree.put("usr/bin/two", program);
    tree.put("usr/sbin/three", program);
    tree.put("usr/empty", file(""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CpioWriter(FileOrder.BY_PATH, Instant.EPOCH).write(tree, out);
    new CpioWriter(FileOrder.BY_PATH, Instant.EPOCH).write(tree, out);

    assertThat(contents(out.toByteArray()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "usr/bin/one", "program",
                "usr/bin/two", "program",
                "usr/sbin/three", "program",
                "usr/bin/other", "other",
                "usr/empty", ""));
  }

  @Test
  void aCountOfNamesThatLiesHidesNothing() throws IOException {
    assertThat(
            contents(archives(file("a", 1, 2, ""), file("b", 1, 2, ""), file("c", 1, 2, "data"))))
        .isEqualTo(Map.of("a", "data", "b", "data", "c", "data"));
  }

  @Test
  void laterDataOfAFileAreWrittenOverThoseBefore() throws IOException {
    assertThat(contents(archives(file("a", 1, 2, "1"), file("b", 1, 2, "2222"))))
        .isEqualTo(Map.of("a", "2222", "b", "2222"));
    assertThat(
            contents(archives(file("a", 1, 2, "1"), file("b", 1, 2, ""), file("b", 0, 1, "plain"))))
        .isEqualTo(Map.of("a", "plain", "b", "plain"));
  }

  @Test
  void inodesAreForgottenAtTheEndOfAnArchive() throws IOException {
    byte[] trailer = entry(CpioHeader.TRAILER, 0, 0, 1, "");
    assertThat(contents(archives(file("a", 1, 2, "1"), trailer, file("b", 1, 2, ""), trailer)))
        .isEqualTo(Map.of("a", "1", "b", ""));
  }

  @Test
  void whatIsReplacedByAnotherKindOfFileIsGone() throws IOException {
    assertThat(
            contents(
                archives(
                    file("a", 1, 2, "1"),
                    entry("a", CpioHeader.DIRECTORY | 0755, 2, 2, ""),
                    file("./b", 3, 1, "2"))))
        .isEqualTo(Map.of("b", "2"));
  }

  @Test
  @Timeout(20)
  void manyNamesOfOneFileTakeTimeInProportion() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 200_000; i++) {
      out.writeBytes(file("name" + i, 1, 2, i % 2 == 0 ? "x" : ""));
    }
    assertThat(contents(out.toByteArray())).hasSize(200_000).containsEntry("name7", "x");
  }
}
