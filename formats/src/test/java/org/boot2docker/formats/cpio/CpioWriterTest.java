package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioWriterTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");

  @TempDir Path directory;

  static FileTree sample() {
    RegularFile busybox =
        new RegularFile(new Attributes(04755, 0, 0), Content.of("the one with all names"));
    return new FileTree()
        .put("tmp", new Directory(new Attributes(01777, 0, 0)))
        .put("bin/busybox", busybox)
        .put("bin/ash", busybox)
        .put("bin/sh", new SymbolicLink("ash"))
        .put(
            "dev/null", new DeviceNode(new Attributes(0666, 0, 0), DeviceNode.Kind.CHARACTER, 1, 3))
        .put("dev/vda", new DeviceNode(new Attributes(0660, 0, 6), DeviceNode.Kind.BLOCK, 254, 0))
        .put("home/docker/é", new RegularFile(new Attributes(0600, 1000, 50), Content.of("hé")))
        .putFile("etc/empty", Content.of(""))
        .putFile("etc/zz", Content.of("12345"));
  }

  static byte[] write(FileTree tree, FileOrder order) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CpioWriter(order, TIME).write(tree, out);
    return out.toByteArray();
  }

  @Test
  void gnuCpioListsWhatWasWritten() throws IOException {
    Files.write(directory.resolve("a.cpio"), write(sample(), FileOrder.BY_PATH));
    String list = Tool.run(directory, "cpio", "-itvn", "-F", "a.cpio");
    assertThat(list)
        .containsPattern("drwxrwxrwt +2 0 +0 +0 Nov 23 .* tmp\n")
        .containsPattern("-rwsr-xr-x +2 0 +0 +22 Nov 23 .* bin/ash\n")
        .containsPattern("-rwsr-xr-x +2 0 +0 +0 Nov 23 .* bin/busybox\n")
        .containsPattern("lrwxrwxrwx +1 0 +0 +3 .* bin/sh -> ash\n")
        .containsPattern("crw-rw-rw- +1 0 +0 +1, +3 .* dev/null\n")
        .containsPattern("brw-rw---- +1 0 +6 +254, +0 .* dev/vda\n")
        .containsPattern("-rw------- +1 1000 +50 +3 .* home/docker/.*\n")
        .doesNotContain("junk");
  }

  @Test
  void gnuCpioExtractsTheContentAndTheHardLink() throws IOException {
    FileTree files = sample();
    files.remove("dev");
    Files.write(directory.resolve("a.cpio"), write(files, FileOrder.BY_PATH));
    Tool.run(directory, "cpio", "-id", "--no-preserve-owner", "-F", "a.cpio");
    Path ash = directory.resolve("bin/ash");
    assertThat(ash).hasContent("the one with all names");
    assertThat(Files.getAttribute(ash, "unix:ino"))
        .isEqualTo(Files.getAttribute(directory.resolve("bin/busybox"), "unix:ino"));
    assertThat(directory.resolve("etc/zz")).hasContent("12345");
    assertThat(directory.resolve("etc/empty")).isEmptyFile();
    assertThat(Files.readSymbolicLink(directory.resolve("bin/sh"))).hasToString("ash");
  }

  @Test
  void directoriesComeFirstAndFilesInTheGivenOrder() throws IOException {
    byte[] archive = write(sample(), FileOrder.listed(List.of("etc/zz", "no/such", "bin/busybox")));
    Files.write(directory.resolve("a.cpio"), archive);
    assertThat(Tool.run(directory, "cpio", "-it", "--quiet", "-F", "a.cpio").lines())
        .startsWith("bin", "dev", "etc", "home", "home/docker", "tmp")
        .containsSubsequence("tmp", "bin/sh", "dev/null", "etc/zz", "bin/busybox", "bin/ash")
        .endsWith("etc/empty", "home/docker/é");
  }

  @Test
  void theDataOfAHardLinkIsStoredOnceWithTheFirstName() throws IOException {
    FileTree tree = CpioReader.read(new ByteArrayInputStream(write(sample(), FileOrder.BY_PATH)));
    assertThat(tree.get("bin/ash")).isEqualTo(tree.get("bin/busybox"));
    String text = new String(write(sample(), FileOrder.BY_PATH), StandardCharsets.UTF_8);
    assertThat(text.split("the one with all names", -1)).hasSize(2);
  }

  @Test
  void theSameTreeGivesTheSameBytes() throws IOException {
    assertThat(write(sample(), FileOrder.BY_PATH)).isEqualTo(write(sample(), FileOrder.BY_PATH));
  }

  @Test
  void aPathThatLinuxWouldSkipIsRefused() {
    String deep = "d/".repeat(2047) + "ab";
    assertThatThrownBy(() -> write(new FileTree().makeDirectory(deep), FileOrder.BY_PATH))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(deep)
        .hasMessageContaining("4095");
    assertThatThrownBy(
            () -> write(new FileTree().makeDirectory("n".repeat(256)), FileOrder.BY_PATH))
        .hasMessageContaining("255");
    assertThatThrownBy(() -> write(new FileTree().link("a", "t".repeat(4096)), FileOrder.BY_PATH))
        .hasMessageContaining("/a: link target");
    assertThatThrownBy(() -> write(new FileTree().makeDirectory("TRAILER!!!"), FileOrder.BY_PATH))
        .hasMessageContaining("TRAILER!!!");
  }

  @Test
  void aFileOfFourGibibytesIsRefusedBeforeItIsRead() {
    FileTree tree = new FileTree().putFile("big", sized(1L << 32));
    assertThatThrownBy(() -> write(tree, FileOrder.BY_PATH))
        .hasMessageContaining("/big: 4294967296");
  }

  @Test
  void aFileThatChangedMeanwhileIsRefused() {
    FileTree tree = new FileTree().putFile("log", sized(3));
    assertThatThrownBy(() -> write(tree, FileOrder.BY_PATH)).hasMessageContaining("/log: its size");
  }

  @Test
  void anOrderThatForgetsAFileIsRefused() {
    assertThatThrownBy(() -> write(sample(), tree -> List.of("etc/zz")))
        .hasMessageContainingAll("cpio: /bin/ash", "order");
    assertThatThrownBy(() -> write(sample(), tree -> List.of("etc/zz", "etc/zz")))
        .hasMessageContainingAll("cpio: /etc/zz", "order");
    assertThatThrownBy(() -> write(sample(), tree -> List.of("bin/sh")))
        .hasMessageContaining("/bin/sh: the file order");
  }

  @Test
  void theStreamIsLeftOpenForWhatFollows() throws IOException {
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    new CpioWriter(FileOrder.BY_PATH, TIME).write(new FileTree(), out);
    assertThat(out.toString()).contains("TRAILER!!!");
  }

  private static Content sized(long size) {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(new byte[4]);
      }
    };
  }
}
