package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioEditorTest {
  @TempDir Path directory;

  private static byte[] sample() throws IOException {
    return CpioWriterTest.write(CpioWriterTest.sample(), FileOrder.BY_PATH);
  }

  private static byte[] edit(byte[] archive, CpioEditor.Change change) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CpioEditor.copy(new ByteArrayInputStream(archive), out, change);
    return out.toByteArray();
  }

  private static Optional<RegularFile> same(String path, RegularFile file) {
    return Optional.of(file);
  }

  @Test
  void withoutChangesTheBytesStayTheSame() throws IOException {
    assertThat(edit(sample(), CpioEditorTest::same)).isEqualTo(sample());
  }

  @Test
  void namesThatAreNoUtf8StayTheSame() throws IOException {
    byte[] archive = sample();
    int at = new String(archive, StandardCharsets.ISO_8859_1).indexOf("etc/zz");
    archive[at + 5] = (byte) 0xE9;
    assertThat(edit(archive, CpioEditorTest::same)).isEqualTo(archive);
  }

  @Test
  void gnuCpioSeesWhatWasChangedAndLeftOutAndNothingElse() throws IOException {
    Path archive = directory.resolve("a.cpio");
    Files.write(archive, sample());
    String before = Tool.run(directory, "cpio", "-itvn", "--quiet", "-F", "a.cpio");
    Files.write(archive, edit(sample(), CpioEditorTest::change));
    String after = Tool.run(directory, "cpio", "-itvn", "--quiet", "-F", "a.cpio");

    String expected =
        before
            .replaceFirst("(?m)^.* etc/empty\n", "")
            .replaceFirst("-rw-r--r--( .*) 5( .* etc/zz)", "-rwxr-xr-x$1 7$2");
    assertThat(after).isEqualTo(expected).isNotEqualTo(before);
    Tool.run(directory, "cpio", "-id", "--quiet", "-F", "a.cpio", "etc/zz", "bin/*");
    assertThat(directory.resolve("etc/zz")).hasContent("1234567");
    assertThat(directory.resolve("bin/busybox")).hasContent("the one with all names");
  }

  private static Optional<RegularFile> change(String path, RegularFile file) {
    return switch (path) {
      case "etc/empty" -> Optional.empty();
      case "etc/zz" -> Optional.of(new RegularFile(Attributes.EXECUTABLE, Content.of("1234567")));
      default -> Optional.of(file);
    };
  }

  @Test
  void archivesBehindEachOtherAreAllCopied() throws IOException {
    byte[] one = sample();
    byte[] two = Arrays.copyOf(one, 2 * one.length + 512);
    System.arraycopy(one, 0, two, one.length + 512, one.length);
    byte[] copy = edit(two, CpioEditorTest::same);
    assertThat(copy).hasSize(2 * one.length).endsWith(one).startsWith(one);
  }

  @Test
  void damageIsSaid() throws IOException {
    Damage.check(sample(), 400, damaged -> edit(damaged, CpioEditorTest::same));
    assertThatThrownBy(() -> edit(new byte[100], CpioEditorTest::same))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no archive");
  }
}
