package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class InitramfsInputTest {
  private static byte[] archive(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileTree tree = new FileTree().putFile(path, Content.of(path));
    new CpioWriter(FileOrder.BY_PATH, Instant.EPOCH).write(tree, out);
    return out.toByteArray();
  }

  private static byte[] packed(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream in = Zstd.fast(1).compress(out)) {
      in.write(archive(path));
    }
    return out.toByteArray();
  }

  private static Content content(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return Content.of(all.toByteArray());
  }

  private static FileTree read(Content initramfs) throws IOException {
    try (InputStream in = InitramfsInput.open(initramfs)) {
      return CpioReader.read(in);
    }
  }

  @Test
  void archivesBeforeTheCompressedOneAreReadToo() throws IOException {
    Content all = content(archive("one"), new byte[300], archive("two"), packed("three"));

    assertThat(InitramfsInput.early(all))
        .isEqualTo(archive("one").length + 300 + archive("two").length);
    assertThat(read(all).entries()).containsOnlyKeys("one", "two", "three");
  }

  @Test
  void oneThatIsWhollyCompressedOrNotAtAllIsReadAsItIs() throws IOException {
    assertThat(InitramfsInput.early(content(packed("x")))).isZero();
    assertThat(read(content(packed("x"))).entries()).containsOnlyKeys("x");
    assertThat(read(content(archive("x"), new byte[4])).entries()).containsOnlyKeys("x");
  }

  @Test
  void anArchiveThatIsCutOffIsRefused() throws IOException {
    byte[] whole = archive("x");
    Content half = Content.of(java.util.Arrays.copyOf(whole, whole.length - 20));

    assertThatThrownBy(() -> InitramfsInput.early(half)).isInstanceOf(FormatException.class);
  }
}
