package org.boot2docker.builder.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeWriterTest {
  @TempDir Path directory;

  private Path root = Path.of("unset");

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectories(directory.resolve("root"));
  }

  private void write(FileTree... trees) throws IOException {
    TreeWriter writer = new TreeWriter(root);
    for (FileTree tree : trees) {
      writer.write(tree);
    }
    writer.link();
  }

  @Test
  void filesAndLinksWithinTheFolderAreThere() throws IOException {
    FileTree tree =
        new FileTree()
            .putFile("usr/share/go/src/a.go", Content.of("package a"))
            .link("usr/lib/go/src", "../../share/go/src");
    write(tree);
    assertThat(root.resolve("usr/lib/go/src/a.go")).hasContent("package a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../../secret", "down/../../../secret", "../.."})
  void aLinkThatLeadsOutIsLeftOut(String target) throws IOException {
    write(new FileTree().link("a/link", target));
    assertThat(Files.exists(root.resolve("a/link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void nothingLeavesTheFolderThroughALinkOfAnotherTree() throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    write(new FileTree().link("a", "../outside"), new FileTree().link("a/b", "../x"));
    write(new FileTree().putFile("a/c", Content.of("x")));
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("a/c")).hasContent("x");
  }

  @Test
  void aFileStaysWhereALinkWouldBe() throws IOException {
    write(new FileTree().link("a", "b"), new FileTree().putFile("a", Content.of("file")));
    assertThat(root.resolve("a")).hasContent("file");
    assertThatThrownBy(() -> new FileTree().putFile("../x", Content.of("")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
