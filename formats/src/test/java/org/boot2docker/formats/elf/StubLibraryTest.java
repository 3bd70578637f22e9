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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that was linked with a real library runs with the stub, under glibc's own loader. */
class StubLibraryTest {
  private static final String SONAME = "libreal.so.1";

  @TempDir Path directory;

  private void compileProgramAndRealLibrary(StubCode machine) throws IOException {
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
    cc(
        machine,
        "-shared",
        "-fPIC",
        "-Wl,-soname," + SONAME,
        "-Wl,--version-script=real.map",
        "real.c");
    Files.move(directory.resolve("a.out"), directory.resolve(SONAME));
    cc(machine, "-Wl,-z,now", "program.c", SONAME);
  }

  @ParameterizedTest
  @EnumSource
  void aProgramGetsTheNumbers(StubCode machine) throws IOException {
    compileProgramAndRealLibrary(machine);
    assertThat(run(machine)).isEqualTo("v\n1 2 0\n");
    Files.write(directory.resolve(SONAME), stub(machine));
    assertThat(run(machine)).isEqualTo("no\n851968 -38 1\n");
  }

  @ParameterizedTest
  @EnumSource
  void theReaderSeesNameAndVersion(StubCode machine) throws IOException {
    compileProgramAndRealLibrary(machine);
    ElfInfo info = ElfReader.read(Content.of(stub(machine))).orElseThrow();
    assertThat(info.soname()).contains(SONAME);
    assertThat(info.definedVersions()).containsExactly("REAL_1.0");
    assertThat(info.needed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readelfFindsNothingOdd(StubCode machine) throws IOException {
    compileProgramAndRealLibrary(machine);
    Path file = Files.write(directory.resolve("stub"), stub(machine));
    assertThat(Tool.run(directory, "readelf", "-DWhlds", file.toString()))
        .contains("number", "negative", "pointer", "nothing", SONAME)
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("error");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheProgramImportsIsKnownByLibrary(StubCode machine) throws IOException {
    compileProgramAndRealLibrary(machine);
    Map<String, Set<String>> imports = ElfReader.imports(Content.of(directory.resolve("a.out")));
    assertThat(imports.get(SONAME))
        .containsExactlyInAnyOrder("number", "negative", "pointer", "nothing", "variable");
    assertThat(imports.get("libc.so.6")).contains("printf");
  }

  private static byte[] stub(StubCode machine) {
    return StubLibrary.write(
        machine,
        SONAME,
        "REAL_1.0",
        new TreeMap<>(
            Map.of(
                "number", machine.returning(851968),
                "negative", machine.returning(-38),
                "pointer", machine.returning(0),
                "nothing", machine.returning(0),
                "variable", new byte[8])));
  }

  private String run(StubCode machine) throws IOException {
    return switch (machine) {
      case X86_64 -> Tool.run(directory, "env", "LD_LIBRARY_PATH=.", "./a.out");
      case AARCH64 ->
          Tool.run(
              directory,
              "qemu-aarch64-static",
              "-L",
              "/usr/aarch64-linux-gnu",
              "-E",
              "LD_LIBRARY_PATH=.",
              "./a.out");
    };
  }

  private void cc(StubCode machine, String... arguments) throws IOException {
    String compiler =
        switch (machine) {
          case X86_64 -> "x86_64-linux-gnu-gcc";
          case AARCH64 -> "aarch64-linux-gnu-gcc";
        };
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(List.of(arguments));
    Tool.run(directory, command.toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
