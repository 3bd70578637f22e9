package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and libraries are made by gcc, so that the ELF files are real ones. */
class SharedLibrariesTest {
  private static final String DIRECTORY = "usr/lib/x86_64-linux-gnu";

  @TempDir Path directory;
  private final SharedLibraries libraries = new SharedLibraries(Architecture.AMD64);
  private final FileTree image = new FileTree().link("lib64", "usr/lib64");
  private final FileTree source = new FileTree();

  @BeforeEach
  void compile() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("empty.c"), "int nothing;");
    Files.writeString(directory.resolve("map"), "V_1 { global: a; };");
    Files.writeString(directory.resolve("a.c"), "int a(void) { return 1; }");
    Files.writeString(directory.resolve("main.c"), "int a(void); int _start(void){return a();}");
    gcc("-shared", "-Wl,-soname,libb.so.1", "-o", "libb.so.1.2", "empty.c");
    gcc(
        "-shared",
        "-Wl,-soname,liba.so.1",
        "-Wl,--version-script=map",
        "-Wl,--no-as-needed",
        "-o",
        "liba.so.1",
        "a.c",
        "libb.so.1.2");
    gcc("-shared", "-Wl,-soname,liba.so.1", "-o", "unversioned.so", "a.c");
    gcc("-Wl,--allow-shlib-undefined", "-o", "main", "main.c", "liba.so.1");
    put(image, "usr/bin/main", "main");
    put(image, "usr/lib64/ld-linux-x86-64.so.2", "libb.so.1.2");
    put(source, DIRECTORY + "/liba.so.1", "liba.so.1");
    put(source, DIRECTORY + "/libb.so.1.2", "libb.so.1.2");
    put(source, DIRECTORY + "/libunused.so.1", "libb.so.1.2");
    source.link(DIRECTORY + "/libb.so.1", "libb.so.1.2");
  }

  @Test
  void librariesOfLibrariesComeInWithTheirLinksAndNothingElse() throws IOException {
    libraries.complete(image, List.of(source));
    assertThat(image.children(DIRECTORY)).containsExactly("liba.so.1", "libb.so.1", "libb.so.1.2");
  }

  @Test
  void aMissingLibraryIsNamedWithTheProgramThatNeedsIt() {
    assertThatThrownBy(() -> libraries.complete(image, List.of()))
        .hasMessageContainingAll("usr/bin/main", "liba.so.1")
        .hasMessageContaining("rootfs.libraries");
  }

  @Test
  void aLibraryWithoutTheSymbolVersionAskedForIsNamed() throws IOException {
    put(source, DIRECTORY + "/liba.so.1", "unversioned.so");
    assertThatThrownBy(() -> libraries.complete(image, List.of(source)))
        .hasMessageContainingAll("usr/bin/main", "V_1", "liba.so.1");
  }

  @Test
  void aMissingLoaderIsNamed() throws IOException {
    libraries.complete(image, List.of(source));
    image.remove("usr/lib64");
    assertThat(libraries.problems(image))
        .singleElement()
        .asString()
        .contains("usr/bin/main", "/lib64/ld-linux-x86-64.so.2");
  }

  @Test
  void aProgramForAnotherMachineIsNamed() throws IOException {
    assertThat(new SharedLibraries(Architecture.ARM64).problems(image))
        .contains("usr/bin/main is not for arm64");
  }

  private void put(FileTree tree, String path, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(file));
    tree.put(path, new RegularFile(Attributes.EXECUTABLE, Content.of(bytes)));
  }

  private void gcc(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gcc", "-nostdlib", "-fPIC"));
    command.addAll(List.of(arguments));
    Process gcc = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(gcc.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gcc.exitValue()).isZero();
  }
}
