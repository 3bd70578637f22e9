package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
  private static final Place HERE = new Place("mine.yaml:7: rootfs.x");

  @TempDir Path directory;

  @Test
  void scriptsAreProgramsWhateverTheModeOnThisMachine() throws IOException {
    Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n");
    Path data = Files.writeString(directory.resolve("data"), "x");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    FileTree tree = Overlay.read(directory, HERE);
    assertThat(tree.get("script").orElseThrow().attributes().mode()).isEqualTo(0755);
    assertThat(tree.get("data").orElseThrow().attributes().mode()).isEqualTo(0644);
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.writeString(folder.resolve("file"), "x");
    Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
    assertThat(Overlay.read(link, HERE).get("file")).isPresent();
  }

  @Test
  void aNameThatTheLocaleDoesNotHaveIsRefused() throws IOException {
    // What Java shows of bytes that are no UTF-8, made here as a character.
    assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
    Files.writeString(directory.resolve("caf\uFFFD"), "x");
    assertThatThrownBy(() -> Overlay.read(directory, HERE)).hasMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void symbolicLinksAreRefusedWithTheWayToWriteThem() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> Overlay.read(directory, HERE))
        .hasMessageStartingWith("mine.yaml:7: rootfs.x has the symbolic link")
        .hasMessageContaining("under links");
  }
}
