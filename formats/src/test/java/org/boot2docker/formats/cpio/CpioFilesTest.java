package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;

class CpioFilesTest {
  private static RegularFile file(String text) {
    return new RegularFile(Attributes.DATA, Content.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Map<String, String> contents(byte[] archives) throws IOException {
    Map<String, String> found = new TreeMap<>();
    CpioFiles.visit(
        new ByteArrayInputStream(archives),
        (names, file) -> {
          String text = new String(file.content().bytes(), StandardCharsets.US_ASCII);
          names.forEach(name -> found.put(name, text));
        });
    return found;
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
}
