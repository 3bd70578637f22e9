package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPathTest {
  @TempDir Path directory;
  private Path first;
  private Path second;

  @BeforeEach
  void folders() throws IOException {
    first = Files.createDirectory(directory.resolve("first"));
    second = Files.createDirectory(directory.resolve("second"));
  }

  @Test
  void theFirstFolderThatHasItCounts() throws IOException {
    program(first, "tool");
    program(second, "tool");

    assertThat(ProgramPath.find("tool", Map.of("PATH", path(first, second))))
        .contains(first.resolve("tool"));
  }

  @Test
  void foldersAndPlainFilesOfThatNameAreNoPrograms() throws IOException {
    Files.createDirectory(first.resolve("tool"));
    Files.writeString(first.resolve("plain"), "");
    program(second, "tool");

    assertThat(ProgramPath.find("tool", Map.of("PATH", path(first, second))))
        .contains(second.resolve("tool"));
    assertThat(ProgramPath.find("plain", Map.of("PATH", path(first, second)))).isEmpty();
  }

  @Test
  void windowsNamesBothOtherwise() throws IOException {
    program(first, "tool.exe");

    assertThat(ProgramPath.find("tool", Map.of("Path", path(first))))
        .contains(first.resolve("tool.exe"));
  }

  @Test
  void furtherFoldersComeLast() throws IOException {
    program(first, "tool");
    program(second, "tool");

    assertThat(
            ProgramPath.all(
                "tool", Map.of("PATH", path(second)), List.of("", first.toString(), "/none")))
        .containsExactly(second.resolve("tool"), first.resolve("tool"));
  }

  @Test
  void oddEntriesAreNotTheWorkingFolder() {
    assertThat(ProgramPath.find("pom.xml", Map.of("PATH", File.pathSeparator))).isEmpty();
    assertThat(ProgramPath.find("tool", Map.of("PATH", "a\0b"))).isEmpty();
    assertThat(ProgramPath.find("tool", Map.of())).isEmpty();
  }

  private static void program(Path folder, String name) throws IOException {
    assertThat(Files.createFile(folder.resolve(name)).toFile().setExecutable(true)).isTrue();
  }

  private static String path(Path... folders) {
    return String.join(File.pathSeparator, List.of(folders).stream().map(Path::toString).toList());
  }
}
