package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioReaderTest {
  @TempDir Path directory;

  private static FileTree read(byte[] archive) throws IOException {
    return CpioReader.read(new ByteArrayInputStream(archive));
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    FileTree sample = CpioWriterTest.sample();
    FileTree back = read(CpioWriterTest.write(sample, FileOrder.BY_PATH));
    assertThat(back.entries().keySet()).isEqualTo(sample.entries().keySet());
    for (String path : sample.entries().keySet()) {
      Node wanted = sample.get(path).orElseThrow();
      Node got = back.get(path).orElseThrow();
      assertThat(got.attributes()).as(path).isEqualTo(wanted.attributes());
      if (wanted instanceof RegularFile file) {
        assertThat(((RegularFile) got).content().bytes()).isEqualTo(file.content().bytes());
      } else {
        assertThat(got).isEqualTo(wanted);
      }
    }
  }

  @Test
  void readsWhatGnuCpioWrites() throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("d")).resolve("file"), "data");
    Files.createLink(directory.resolve("d/linked"), directory.resolve("d/file"));
    Files.createSymbolicLink(directory.resolve("d/link"), Path.of("file"));
    for (String format : new String[] {"newc", "crc"}) {
      Tool.runWithInput(
          directory,
          ".\nd\nd/file\nd/link\nd/linked\n".getBytes(StandardCharsets.UTF_8),
          "cpio",
          "-o",
          "-H",
          format,
          "-F",
          format + ".cpio");
      FileTree tree = read(Files.readAllBytes(directory.resolve(format + ".cpio")));
      assertThat(tree.entries().keySet()).containsExactly("d", "d/file", "d/link", "d/linked");
      assertThat(tree.get("d/linked")).isEqualTo(tree.get("d/file"));
      assertThat(tree.file("d/link").orElseThrow().content().bytes()).asString().isEqualTo("data");
      assertThat(tree.get("d/link")).contains(new SymbolicLink("file"));
    }
  }

  @Test
  void archivesMayFollowEachOther() throws IOException {
    byte[] one = CpioWriterTest.write(new FileTree().makeDirectory("a"), FileOrder.BY_PATH);
    byte[] both = new byte[2 * one.length + 64];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(one, 0, both, one.length + 64, one.length);
    both[one.length + 64 + 110] = 'b';
    assertThat(read(both).entries().keySet()).containsExactly("a", "b");
  }

  @Test
  void faultsAreNamedWithTheirOffset() throws IOException {
    byte[] good = CpioWriterTest.write(CpioWriterTest.sample(), FileOrder.BY_PATH);
    assertThatThrownBy(() -> read(new byte[8])).hasMessageContainingAll("cpio", "byte 0");
    assertThatThrownBy(() -> read("hello".repeat(99).getBytes(StandardCharsets.UTF_8)))
        .hasMessageContainingAll("cpio", "magic", "byte 0");
    byte[] cut = Arrays.copyOf(good, good.length - 1);
    assertThatThrownBy(() -> read(cut))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("ends")
        .extracting(e -> ((FormatException) e).offset())
        .isEqualTo((long) good.length - 1);
    byte[] digit = good.clone();
    digit[10] = 'x';
    assertThatThrownBy(() -> read(digit)).hasMessageContainingAll("cpio", "hexadecimal", "byte 10");
    byte[] dots = good.clone();
    dots[110] = '.';
    dots[111] = '.';
    dots[112] = '/';
    assertThatThrownBy(() -> read(dots)).isInstanceOf(FormatException.class);
  }

  @Test
  void aLengthThatLiesCostsNoMemory() throws IOException {
    byte[] bad = CpioWriterTest.write(new FileTree().link("a", "b"), FileOrder.BY_PATH);
    System.arraycopy("7FFFFFF0".getBytes(StandardCharsets.US_ASCII), 0, bad, 54, 8);
    assertThatThrownBy(() -> read(bad)).hasMessageContaining("file data");
  }

  @Test
  void damagedArchivesEndInOneClearLine() throws IOException {
    byte[] good = CpioWriterTest.write(CpioWriterTest.sample(), FileOrder.BY_PATH);
    Damage.check(good, 800, CpioReaderTest::read);
  }
}
