package org.boot2docker.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest {
  @TempDir private Path directory;
  private final List<String> said = new ArrayList<>();

  private Path folder(String name) {
    return directory.resolve(name);
  }

  private static byte[] archive(String name, byte type, String link) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setLinkName(link);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  @Test
  void aFolderComesOutAsItWentIn() throws IOException {
    String name = "ein Ordner mit Ümlaut und einem langen Namen".repeat(4);
    Path from = folder("from");
    Files.createDirectories(from.resolve(name).resolve("leer"));
    Path script = Files.writeString(from.resolve(name).resolve("a.sh"), "#!/bin/sh");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(script, FileTime.fromMillis(1_600_000_000_000L));
    Files.setLastModifiedTime(from.resolve(name), FileTime.fromMillis(1_500_000_000_000L));
    Files.createSymbolicLink(from.resolve("link"), Path.of("nowhere"));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FolderArchive(from, said::add).write(out);
    Path to = folder("to");
    new FolderArchive(to, said::add).extract(new ByteArrayInputStream(out.toByteArray()));

    Path copy = to.resolve(name).resolve("a.sh");
    assertThat(copy).hasContent("#!/bin/sh");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rwxr-x--x");
    assertThat(Files.getLastModifiedTime(copy).toMillis()).isEqualTo(1_600_000_000_000L);
    assertThat(Files.getLastModifiedTime(to.resolve(name)).toMillis())
        .isEqualTo(1_500_000_000_000L);
    assertThat(to.resolve(name).resolve("leer")).isEmptyDirectory();
    assertThat(Files.readSymbolicLink(to.resolve("link"))).hasToString("nowhere");
    assertThat(said).isEmpty();
  }

  @Test
  void whatIsNoFileIsLeftOutAndSaid() throws IOException {
    byte[] pipe = archive("pipe", TarConstants.LF_FIFO, "");
    new FolderArchive(folder("to"), said::add).extract(new ByteArrayInputStream(pipe));

    assertThat(said).containsExactly("pipe is neither file, folder nor link: it is left out");
    assertThat(folder("to")).isEmptyDirectory();
  }

  @Test
  void noGuestWritesOutsideOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(folder("outside"));
    FolderArchive archive = new FolderArchive(folder("to"), said::add);
    for (String name : List.of("../outside/x", "a/../../outside/x")) {
      byte[] bytes = archive(name, TarConstants.LF_NORMAL, "");
      assertThatThrownBy(() -> archive.extract(new ByteArrayInputStream(bytes)))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("outside of the folder");
    }
    byte[] hard = archive("x", TarConstants.LF_LINK, "../secret");
    assertThatThrownBy(() -> archive.extract(new ByteArrayInputStream(hard)))
        .hasMessageContaining("outside of the folder");

    Files.createSymbolicLink(folder("to").resolve("way"), outside);
    byte[] through = archive("way/x", TarConstants.LF_NORMAL, "");
    assertThatThrownBy(() -> archive.extract(new ByteArrayInputStream(through)))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("is a link where the machine has a folder");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void namesAreUtf8WhateverTheHostSays() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Files.createDirectories(folder("from"));
    Files.writeString(folder("from").resolve("é"), "");
    new FolderArchive(folder("from"), said::add).write(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("é");
  }
}
