package org.boot2docker.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class IsoMediaTest {
  private static byte[] filled(byte[] file) throws IOException {
    FileTree media = new FileTree().putFile("file", Content.of(file));
    IsoSpec spec =
        new IsoSpec(
            IsoSpec.Compression.ZSTD,
            IsoSpec.Filters.NONE,
            List.of(),
            List.of(),
            "name=Ren\u00e9",
            media,
            List.of(),
            List.of(),
            List.of(),
            false);
    return IsoMedia.templates(spec).file("file").orElseThrow().content().bytes();
  }

  @Test
  void aProgramIsTheSameByteForByte() throws IOException {
    byte[] program = new byte[256];
    for (int i = 0; i < program.length; i++) {
      program[i] = (byte) i;
    }
    assertThat(filled(program)).isEqualTo(program);
  }

  @Test
  void theCommandLineTakesThePlaceOfThePlaceholderInUtf8() throws IOException {
    byte[] text = "title B\u00e4r\nlinux {cmdline}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(new String(filled(text), StandardCharsets.UTF_8))
        .isEqualTo("title B\u00e4r\nlinux name=Ren\u00e9\n");
  }
}
