package org.boot2docker.formats.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that was linked with a real library runs with the stub, under glibc's own loader. */
class StubLibraryTest {
  private static final String SONAME = "libreal.so.1";

  @TempDir Path directory;

  @BeforeEach
  void compileProgramAndRealLibrary() throws IOException {
    write("real.map", "REAL_1.0 { global: *; };\n");
    write(
        "real.c",
        "int number(void) { return 1; }\n"
            + "long negative(void) { return 2; }\n"
            + "char *variable = \"v\";\n"
            + "char *pointer(void) { return \"x\"; }\n"
            + "void nothing(void) {}\n");
    write(
        "program.c",
        "#include <stdio.h>\n"
            + "int number(void); long negative(void); char *pointer(void); void nothing(void);\n"
            + "extern char *variable;\n"
            + "int main(void) {\n"
            + "  puts(variable == NULL ? \"no\" : variable);\n"
            + "  nothing();\n"
            + "  printf(\"%d %ld %d\\n\", number(), negative(), pointer() == NULL);\n"
            + "  return 0;\n"
            + "}\n");
    cc("-shared", "-fPIC", "-Wl,-soname," + SONAME, "-Wl,--version-script=real.map", "real.c");
    Files.move(directory.resolve("a.out"), directory.resolve(SONAME));
    cc("-Wl,-z,now", "program.c", SONAME);
  }

  @Test
  void aProgramGetsTheNumbers() throws IOException {
    assertThat(run()).isEqualTo("v\n1 2 0\n");
    Files.write(directory.resolve(SONAME), stub());
    assertThat(run()).isEqualTo("no\n851968 -38 1\n");
  }

  @Test
  void theReaderSeesNameAndVersion() throws IOException {
    ElfInfo info = ElfReader.read(Content.of(stub())).orElseThrow();
    assertThat(info.soname()).contains(SONAME);
    assertThat(info.definedVersions()).containsExactly("REAL_1.0");
    assertThat(info.needed()).isEmpty();
  }

  @Test
  void readelfFindsNothingOdd() throws IOException {
    Path file = Files.write(directory.resolve("stub"), stub());
    assertThat(Tool.run(directory, "readelf", "-DWhlds", file.toString()))
        .contains("number", "negative", "pointer", "nothing", SONAME)
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("error");
  }

  @Test
  void whatTheProgramImportsIsKnownByLibrary() throws IOException {
    Map<String, Set<String>> imports = ElfReader.imports(Content.of(directory.resolve("a.out")));
    assertThat(imports.get(SONAME))
        .containsExactlyInAnyOrder("number", "negative", "pointer", "nothing", "variable");
    assertThat(imports.get("libc.so.6")).contains("printf");
  }

  private static byte[] stub() {
    return StubLibrary.write(
        SONAME,
        "REAL_1.0",
        new TreeMap<>(
            Map.of(
                "number", StubLibrary.returning(851968),
                "negative", StubLibrary.returning(-38),
                "pointer", StubLibrary.returning(0),
                "nothing", new byte[] {(byte) 0xC3},
                "variable", new byte[8])));
  }

  private String run() throws IOException {
    return Tool.run(directory, "env", "LD_LIBRARY_PATH=.", "./a.out");
  }

  private void cc(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(List.of(arguments));
    Tool.run(directory, command.toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
