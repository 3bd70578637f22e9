package org.boot2docker.formats.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What squashfs-tools reads of our file systems. */
class SquashfsWriterTest {
  private static final Instant TIME = Instant.parse("2025-01-02T03:04:05Z");

  @TempDir private Path directory;

  private Path write(FileTree tree, String name) throws Exception {
    Path file = directory.resolve(name);
    new SquashfsWriter(TIME, 3, 2).write(tree, file, done -> {});
    return file;
  }

  private String unsquashfs(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "unsquashfs";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("unsquashfs said:%n%s", said).isZero();
    return said;
  }

  private static FileTree tree(byte[] noise) {
    FileTree tree = new FileTree();
    byte[] zeros = new byte[3 * DataBlocks.SIZE + 5];
    tree.put("usr/zeros", new RegularFile(Attributes.EXECUTABLE, Content.of(zeros)));
    tree.putFile("usr/noise", Content.of(noise));
    tree.putFile("usr/empty", Content.of(""));
    tree.putFile("usr/block", Content.of(new byte[DataBlocks.SIZE]));
    tree.link("usr/link", "../etc/x");
    tree.put("home", new Directory(new Attributes(0711, 1000, 50)));
    for (int i = 0; i < 1000; i++) {
      tree.putFile("many/file-" + i, Content.of("content of " + i + "\n"));
    }
    return tree;
  }

  @Test
  void isReadBackWhole() throws Exception {
    byte[] noise = new byte[DataBlocks.SIZE + 77];
    new Random(1).nextBytes(noise);
    Path image = write(tree(noise), "image");

    assertThat(Files.size(image) % 4096).isZero();
    unsquashfs("-no-progress", "-no-xattrs", "-d", "out", "image");
    Path out = directory.resolve("out");
    assertThat(out.resolve("usr/zeros")).hasBinaryContent(new byte[3 * DataBlocks.SIZE + 5]);
    assertThat(Files.isExecutable(out.resolve("usr/zeros"))).isTrue();
    assertThat(out.resolve("usr/noise")).hasBinaryContent(noise);
    assertThat(out.resolve("usr/empty")).isEmptyFile();
    assertThat(out.resolve("usr/block")).hasSize(DataBlocks.SIZE);
    assertThat(Files.readSymbolicLink(out.resolve("usr/link"))).hasToString("../etc/x");
    for (int i = 0; i < 1000; i++) {
      assertThat(out.resolve("many/file-" + i)).hasContent("content of " + i + "\n");
    }
    assertThat(unsquashfs("-lln", "-UTC", "image"))
        .containsPattern("drwx--x--x 1000/50 +[0-9]+ 2025-01-02 03:04 squashfs-root/home");
    assertThat(unsquashfs("-s", "image")).contains("zstd", "Block size 1048576");
  }

  /** More of them than one has room for, between files with blocks of their own. */
  @Test
  void smallFilesShareBlocks() throws Exception {
    FileTree tree = new FileTree();
    Random random = new Random(2);
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      byte[] content = new byte[i % 7 == 0 ? DataBlocks.SIZE + i : random.nextInt(300_000)];
      random.nextBytes(content);
      files.put("file-" + i, content);
    }
    files.forEach((name, content) -> tree.putFile(name, Content.of(content)));
    Path image = write(tree, "image");

    unsquashfs("-no-progress", "-d", "out", "image");
    files.forEach(
        (name, content) ->
            assertThat(directory.resolve("out").resolve(name)).hasBinaryContent(content));
    assertThat(unsquashfs("-s", "image")).containsPattern("Number of fragments [3-9]\\b");
    assertThat(Files.size(image)).isLessThan(tree.bytes() + 20_000);
  }

  /** Linux looks for a name only up to the first larger byte. */
  @Test
  void namesAreInTheOrderOfTheirBytes() throws Exception {
    FileTree tree = new FileTree();
    for (String name : List.of("\uD83D\uDE00", "\uFF21", "a")) {
      tree.putFile("d/" + name, Content.of(name));
    }
    Path file = directory.resolve("names.squashfs");
    new SquashfsWriter(Instant.EPOCH, 3, 1).write(tree, file, done -> {});

    assertThat(Tool.run(directory, "unsquashfs", "-ls", file.toString()).lines())
        .containsSubsequence(
            "squashfs-root/d/a", "squashfs-root/d/\uFF21", "squashfs-root/d/\uD83D\uDE00");
  }

  @Test
  void hasTheSameBytesEachTime() throws Exception {
    byte[] noise = new byte[100];
    Path first = write(tree(noise), "one");
    for (int workers : List.of(1, 2, 7)) {
      Path again = directory.resolve("again");
      new SquashfsWriter(TIME, 3, workers).write(tree(noise), again, done -> {});
      assertThat(again).as("%d workers", workers).hasSameBinaryContentAs(first);
    }
  }

  @Test
  void countsTheBytesOfFilesUntilAllAreWritten() throws Exception {
    FileTree tree = tree(new byte[100]);
    List<Long> counts = new ArrayList<>();
    new SquashfsWriter(TIME, 3, 2).write(tree, directory.resolve("image"), counts::add);
    assertThat(counts).isSorted().hasSizeGreaterThan(5).endsWith(tree.bytes());
  }

  @Test
  void theRootHasTheAttributesOfTheFolderItStandsFor() throws Exception {
    FileTree tree = new FileTree().putFile("file", Content.of("x"));
    Attributes secret = new Attributes(0700, 1000, 50);
    new SquashfsWriter(TIME, 3, 1).write(tree, secret, directory.resolve("image"), done -> {});

    assertThat(unsquashfs("-lln", "image").lines())
        .anyMatch(line -> line.matches("drwx------ 1000/50 .* squashfs-root"));
  }

  @Test
  void refusesADevice() {
    FileTree tree = new FileTree();
    tree.put("tty", new DeviceNode(Attributes.DATA, DeviceNode.Kind.CHARACTER, 5, 0));
    assertThatThrownBy(() -> write(tree, "image"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("tty");
  }
}
