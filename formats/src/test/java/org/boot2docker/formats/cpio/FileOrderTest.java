package org.boot2docker.formats.cpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class FileOrderTest {
  private final FileTree tree =
      new FileTree()
          .putFile("bin/dockerd", elf(2, 3 << 20))
          .putFile("bin/mount", elf(3, 1000))
          .putFile("etc/hosts", Content.of("127.0.0.1 localhost\n"))
          .putFile("etc/short", Content.of("\u007fELF"))
          .putFile("lib/modules/ext4.ko", elf(1, 3 << 20))
          .putFile("lib/libc.so.6", elf(3, 1000))
          .link("bin/sh", "mount");

  @Test
  void filesOfAKindAreNeighboursAndTheLargeProgramsLast() throws IOException {
    assertThat(new SimilarityOrder().arrange(tree))
        .containsExactly(
            "etc/hosts",
            "etc/short",
            "lib/modules/ext4.ko",
            "bin/mount",
            "lib/libc.so.6",
            "bin/dockerd");
  }

  @Test
  void largeFilesOfAKindCanComeFirst() throws IOException {
    FileTree more =
        new FileTree()
            .putAll(tree)
            .putFile("bin/a", elf(2, 500))
            .putFile("bin/containerd", elf(2, (3 << 20) - 1))
            .putFile("usr/large", Content.of("x".repeat(5000)));
    assertThat(SimilarityOrder.largeFirst().arrange(more))
        .containsExactly(
            "usr/large",
            "etc/hosts",
            "etc/short",
            "lib/modules/ext4.ko",
            "bin/mount",
            "lib/libc.so.6",
            "bin/a",
            "bin/dockerd",
            "bin/containerd");
  }

  @Test
  void listedFilesComeFirstAndNoneIsLostOrInvented() throws IOException {
    assertThat(FileOrder.listed(List.of("lib/libc.so.6", "gone", "bin/sh")).arrange(tree))
        .startsWith("lib/libc.so.6", "bin/dockerd")
        .hasSize(6);
  }

  private static Content elf(int type, int size) {
    byte[] bytes = new byte[size];
    bytes[0] = 0x7F;
    bytes[1] = 'E';
    bytes[2] = 'L';
    bytes[3] = 'F';
    bytes[16] = (byte) type;
    return Content.of(bytes);
  }
}
