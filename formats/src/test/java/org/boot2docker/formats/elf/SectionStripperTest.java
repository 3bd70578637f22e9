package org.boot2docker.formats.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionStripperTest {
  @TempDir Path directory;

  @Test
  void programsAndLibrariesRunAsBefore() throws IOException {
    Files.writeString(directory.resolve("l.c"), "int f(void) { return 42; }");
    Files.writeString(
        directory.resolve("p.c"),
        "#include <stdio.h>\nint f(void);\nint main(void) { printf(\"%d\\n\", f()); return 0; }");
    Tool.run(directory, "gcc", "-shared", "-fPIC", "-o", "libl.so", "l.c");
    Tool.run(directory, "gcc", "-o", "p", "p.c", "libl.so");
    ElfInfo before = ElfReader.read(Content.of(directory.resolve("libl.so"))).orElseThrow();
    for (String name : new String[] {"p", "libl.so"}) {
      Path file = directory.resolve(name);
      byte[] stripped = SectionStripper.strip(Content.of(file)).bytes();
      assertThat((long) stripped.length).isLessThan(Files.size(file) - 1000);
      Files.write(file, stripped);
    }
    assertThat(Tool.run(directory, "env", "LD_LIBRARY_PATH=.", "./p")).isEqualTo("42\n");
    assertThat(ElfReader.read(Content.of(directory.resolve("libl.so")))).contains(before);
    assertThat(Tool.run(directory, "readelf", "-SW", "p")).contains("no sections");
    assertThat(Tool.run(directory, "readelf", "-lW", "p"))
        .contains("LOAD")
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("error");
  }

  @Test
  void whatAProgramCarriesBehindItsSectionsStays() throws IOException {
    Files.writeString(directory.resolve("p.c"), "int main(void) { return 0; }");
    Tool.run(directory, "gcc", "-o", "p", "p.c");
    Path file = directory.resolve("p");
    Files.writeString(file, "payload", StandardOpenOption.APPEND);
    Content program = Content.of(file);

    assertThat(SectionStripper.strip(program)).isSameAs(program);
  }

  @Test
  void whatIsNotLoadedStaysAsItIs() throws IOException {
    Files.writeString(directory.resolve("o.c"), "int x = 1;");
    Tool.run(directory, "gcc", "-c", "o.c");
    Content object = Content.of(directory.resolve("o.o"));
    assertThat(SectionStripper.strip(object)).isSameAs(object);
    Content script = Content.of("#!/bin/sh\n");
    assertThat(SectionStripper.strip(script)).isSameAs(script);
  }
}
