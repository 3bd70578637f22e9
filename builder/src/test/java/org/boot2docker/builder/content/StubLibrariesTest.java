package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.description.RootfsSpec.StubFunction;
import org.boot2docker.builder.description.RootfsSpec.StubSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is made by gcc, so that the ELF file is a real one. */
class StubLibrariesTest {
  private static final String LIBRARY = "usr/lib/x86_64-linux-gnu/liba.so.1";

  @TempDir Path directory;
  private final FileTree image = new FileTree();

  @BeforeEach
  void compile() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("map"), "V_1 { global: *; };");
    Files.writeString(
        directory.resolve("a.c"), "int a(void) { return 1; } int b(void) { return 2; }");
    Files.writeString(
        directory.resolve("main.c"), "int a(void); int b(void); int _start(void){return a()+b();}");
    gcc("-shared", "-Wl,-soname,liba.so.1,--version-script=map", "-o", "liba.so.1", "a.c");
    gcc("-o", "main", "main.c", "liba.so.1");
    image.putFile("usr/bin/main", Content.of(directory.resolve("main")));
  }

  @Test
  void theStubIsTheLibraryThatTheProgramFinds() throws IOException {
    StubLibraries stubs = stubs(Architecture.AMD64, "a", "b");
    stubs.addTo(image);
    stubs.check(image);
    assertThat(image.file(LIBRARY)).isPresent();
    assertThat(new SharedLibraries(Architecture.AMD64).problems(image))
        .allMatch(problem -> problem.contains("the loader"));
  }

  @Test
  void aFunctionThatNobodyThoughtOfIsNamed() throws IOException {
    assertThatThrownBy(() -> stubs(Architecture.AMD64, "a").check(image))
        .hasMessageContainingAll("usr/bin/main", "b of liba.so.1", "rootfs.stubs");
  }

  @Test
  void theRealLibraryIsNotReplacedSilently() {
    image.putFile(LIBRARY, Content.of("real"));
    assertThatThrownBy(() -> stubs(Architecture.AMD64, "a", "b").addTo(image))
        .hasMessageContaining(LIBRARY);
  }

  private static StubLibraries stubs(Architecture architecture, String... functions) {
    TreeMap<String, StubFunction> returns = new TreeMap<>();
    for (String function : functions) {
      returns.put(function, new StubFunction.Returns(-1));
    }
    return new StubLibraries(
        new TreeMap<>(Map.of("liba.so.1", new StubSpec("V_1", returns))), architecture);
  }

  private void gcc(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gcc", "-nostdlib", "-fPIC"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
