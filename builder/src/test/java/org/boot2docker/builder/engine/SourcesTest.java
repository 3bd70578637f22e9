package org.boot2docker.builder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.builder.description.EngineSpec.ArchiveSpec;
import org.boot2docker.builder.description.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
  @TempDir Path directory;

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void modulesOfAVendorFolderMoveUpAndReplaceFoldersThatAreThere() throws IOException {
    write("example.org/project/vendor/modules.txt", "# a.org/m v1.2.3\n## explicit\na.org/m/sub\n");
    write("example.org/project/vendor/a.org/m/sub/new.go", "package sub");
    write("a.org/m/sub/old.go", "package sub");
    write("a.org/m/other/kept.go", "package other");

    VendoredModules.moveUp(directory, "example.org/project");

    assertThat(directory.resolve("a.org/m/sub/new.go")).exists();
    assertThat(directory.resolve("a.org/m/sub/old.go")).doesNotExist();
    assertThat(directory.resolve("a.org/m/other/kept.go")).exists();
    assertThat(directory.resolve("a.org/m/go.mod")).hasContent("module a.org/m");
    assertThat(directory.resolve("example.org/project/vendor")).doesNotExist();
  }

  @Test
  void aListOfModulesThatLeadsOutIsRefused() throws IOException {
    Path sources = Files.createDirectories(directory.resolve("p/src"));
    write("p/src/q/vendor/modules.txt", "# ../../evil v1\n");
    Files.createDirectories(sources.resolve("evil"));

    assertThatThrownBy(() -> VendoredModules.moveUp(sources, "q"))
        .hasMessageContaining("../../evil");
  }

  @Test
  void aProgramBecomesAPackageThatOthersCanCall() throws IOException {
    write("a-tool/main.go", "package main\n\nfunc main() {\n\tother()\n}\n");
    write("a-tool/other.go", "package main\n\nfunc other() {}\n");
    write("a-tool/main_test.go", "package main\n");

    MainPackage.open(directory.resolve("a-tool"), "a-tool");

    assertThat(Files.readString(directory.resolve("a-tool/main.go")))
        .startsWith("package atool\n")
        .contains("func Main() {\n\tother()");
    assertThat(Files.readString(directory.resolve("a-tool/other.go")))
        .startsWith("package atool\n");
    assertThat(directory.resolve("a-tool/main_test.go")).doesNotExist();
  }

  @Test
  void aFolderWithoutAProgramIsNamed() throws IOException {
    write("library/a.go", "package library\n");
    assertThatThrownBy(() -> MainPackage.open(directory.resolve("library"), "x/library"))
        .hasMessageContaining("x/library, which has no function main");
    assertThatThrownBy(() -> MainPackage.open(directory.resolve("none"), "x/none"))
        .hasMessageContaining("x/none, which no package and no archive has");
  }

  @ParameterizedTest
  @CsvSource({
    "orig, docker.io_28.5.2+dfsg4.orig.tar.xz, true",
    "orig, docker.io_28.5.2+dfsg4.orig-cli.tar.xz, false",
    "orig-cli, docker.io_28.5.2+dfsg4.orig-cli.tar.xz, true",
    "orig, docker.io_28.5.2+dfsg4.orig.tar.xz.asc, false",
    "orig, docker.io_28.5.2+dfsg4-5.debian.tar.xz, false"
  })
  void archivesAreToldByTheirNames(String part, String file, boolean matches) {
    ArchiveSpec spec = new ArchiveSpec("docker.io", part, "", "x", new Place("test"));
    assertThat(spec.matches(file)).isEqualTo(matches);
  }
}
