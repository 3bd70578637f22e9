package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.DescriptionReader;
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

  /** The one function of the shipped stubs that computes something. */
  @Test
  void lroundOfTheProfileTinyRoundsAsLibmDoes() throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("round.c"),
        "#include <math.h>\n"
            + "#include <stdio.h>\n"
            + "int main(int n, char **a) {\n"
            + "  volatile double x[] = {0, 0.5, -0.5, 0.49999999999999994, 1.5, 2.5, -2.5, 1e9,\n"
            + "      2147483647.5, 2147483648.0 * 0.25, 2147483648.0 / 3, -0.0,"
            + " 4503599627370495.5};\n"
            + "  for (unsigned i = 0; i < sizeof x / sizeof *x; i++) printf(\"%ld\\n"
            + "\", lround(x[i]));\n"
            + "  return 0;\n"
            + "}\n");
    run("gcc", "-fno-builtin", "-o", "round", "round.c", "-lm");
    String expected = run("./round");
    Description tiny =
        DescriptionReader.read(Path.of("..", "distro"), List.of(), "tiny", Architecture.AMD64);
    FileTree tree = new FileTree();
    new StubLibraries(tiny.rootfs().stubs(), Architecture.AMD64).addTo(tree);
    byte[] libm = tree.file("usr/lib/x86_64-linux-gnu/libm.so.6").orElseThrow().content().bytes();
    Files.write(directory.resolve("libm.so.6"), libm);
    assertThat(libm.length).isLessThan(1000);
    assertThat(run("env", "LD_LIBRARY_PATH=.", "LD_BIND_NOW=1", "./round"))
        .isEqualTo(expected)
        .startsWith("0\n1\n-1\n0\n2\n3\n-3\n");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void codeForAnotherArchitectureIsNamed() throws IOException {
    Description tiny =
        DescriptionReader.read(Path.of("..", "distro"), List.of(), "tiny", Architecture.ARM64);
    StubLibraries stubs = new StubLibraries(tiny.rootfs().stubs(), Architecture.ARM64);
    assertThatThrownBy(() -> stubs.addTo(new FileTree()))
        .hasMessageContainingAll("lround", "arm64");
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
