package org.boot2docker.formats.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {
  private final FileTree tree = new FileTree();

  @Test
  void aFileWithSeveralNamesHasItsBytesOnce() {
    RegularFile file = new RegularFile(Attributes.DATA, Content.of("12345"));
    tree.put("one", file).put("two", file).putFile("same", Content.of("12345")).link("link", "one");
    assertThat(tree.bytes()).isEqualTo(10);
  }

  @Test
  void parentsComeIntoBeingBeforeTheirChildren() {
    tree.putFile("usr/bin/docker", Content.of("x"));
    assertThat(tree.entries().keySet()).containsExactly("usr", "usr/bin", "usr/bin/docker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc", "etc/", "a//b", "a/./b", "../etc/passwd", "a/..", "a\0b"})
  void pathsOutsideTheNormalFormAreRefused(String path) {
    assertThatThrownBy(() -> tree.putFile(path, Content.of("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDirectoryPutTwiceKeepsItsEntries() {
    tree.putFile("tmp/x", Content.of("")).put("tmp", new Directory(new Attributes(01777, 0, 0)));
    assertThat(tree.get("tmp/x")).isPresent();
    assertThat(tree.get("tmp").orElseThrow().attributes().mode()).isEqualTo(01777);
  }

  @Test
  void aFileDoesNotReplaceADirectoryWithEntries() {
    tree.putFile("etc/hosts", Content.of(""));
    assertThatThrownBy(() -> tree.link("etc", "/usr/etc")).hasMessageContaining("entries");
  }

  @Test
  void aFileHasNoEntries() {
    tree.putFile("etc", Content.of(""));
    assertThatThrownBy(() -> tree.putFile("etc/hosts", Content.of("")))
        .hasMessageContaining("not a directory");
  }

  @Test
  void childrenAreTheDirectEntriesOnly() {
    tree.putFile("a/b/c", Content.of("")).putFile("a/d", Content.of("")).makeDirectory("a.x");
    assertThat(tree.children("a")).containsExactly("b", "d");
    assertThat(tree.children("")).containsExactly("a", "a.x");
  }

  @Test
  void removingADirectoryRemovesWhatIsInItAndNothingElse() {
    tree.putFile("a/b", Content.of("")).putFile("a.c", Content.of(""));
    tree.remove("a");
    assertThat(tree.entries().keySet()).containsExactly("a.c");
  }

  @Test
  void linksAreFollowedThroughDirectoriesAndUpwards() {
    tree.link("lib", "usr/lib").putFile("usr/lib/x/libc.so.6", Content.of("elf"));
    tree.link("usr/lib/libc.so", "../lib/x/libc.so.6").link("usr/abs", "/lib/libc.so");
    assertThat(tree.resolve("/lib/libc.so")).contains("usr/lib/x/libc.so.6");
    assertThat(tree.file("usr/abs")).isPresent();
  }

  @Test
  void danglingAndLoopingLinksResolveToNothing() {
    tree.link("a", "b").link("b", "a").link("c", "nowhere");
    assertThat(tree.resolve("a")).isEmpty();
    assertThat(tree.resolve("c")).isEmpty();
  }

  @Test
  void aSelectionKeepsTheAttributesOfTheDirectoriesAbove() {
    tree.put("root", new Directory(new Attributes(0700, 0, 0)));
    tree.putFile("root/keep", Content.of("")).putFile("root/drop", Content.of(""));
    FileTree selected = tree.select(path -> path.endsWith("keep"));
    assertThat(selected.entries().keySet()).containsExactly("root", "root/keep");
    assertThat(selected.get("root").orElseThrow().attributes().mode()).isEqualTo(0700);
  }
}
