package org.boot2docker.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

/** Overlays and links lie in one tree, and nothing of either is lost. */
class RootfsTreeTest {
  private static final Content TEXT = Content.of("text");

  private static void link(FileTree tree, String path, String target) throws IOException {
    Links.put(tree, "rootfs.links", new TreeMap<>(Map.of(path, target)));
  }

  @Test
  void whatAnOverlayHasInTheOldFoldersIsInUsr() throws IOException {
    FileTree tree = new FileTree().putFile("usr/lib/other", TEXT);
    FileTree overlay =
        new FileTree().putFile("lib/a", TEXT).putFile("sbin/b", TEXT).putFile("usr/lib/c", TEXT);
    RootfsTree.addOverlay(tree, overlay);
    for (String name : new String[] {"bin", "sbin", "lib", "lib64"}) {
      link(tree, name, "usr/" + name);
    }

    assertThat(tree.entries().keySet())
        .contains("usr/lib/a", "usr/sbin/b", "usr/lib/c", "usr/lib/other");
    assertThat(tree.file("lib/a")).isPresent();
  }

  @Test
  void aLinkReplacesAFileOrAnEmptyFolderAndNothingElse() throws IOException {
    FileTree tree = new FileTree().putFile("etc/file", TEXT).makeDirectory("etc/empty");
    link(tree, "etc/file", "/run/file");
    link(tree, "etc/empty", "/run/empty");
    assertThat(tree.resolve("etc/file")).isEmpty();

    tree.putFile("etc/full/file", TEXT);
    assertThatThrownBy(() -> link(tree, "etc/full", "/run/full"))
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith("rootfs.links.etc/full: etc/full is a directory with entries: ");
    assertThat(tree.file("etc/full/file")).isPresent();
  }

  @Test
  void aFileOfAnOverlayInThePlaceOfAFolderIsSaid() {
    FileTree tree = new FileTree().putFile("usr/lib/a", TEXT);
    assertThatThrownBy(() -> RootfsTree.addOverlay(tree, new FileTree().putFile("lib", TEXT)))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("rootfs.overlay: usr/lib is a directory");
  }
}
