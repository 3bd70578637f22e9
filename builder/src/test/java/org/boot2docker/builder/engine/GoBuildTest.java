package org.boot2docker.builder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.compile.LoggedProgram;
import org.boot2docker.formats.file.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a script in the place of Go's compiler; the real one compiles in a boot test. */
class GoBuildTest {
  @TempDir Path directory;

  private void run(String script) throws IOException {
    Path go = directory.resolve("root/bin/go");
    Files.createDirectories(go.getParent());
    Files.writeString(go, "#!/bin/sh\n" + script);
    assertThat(go.toFile().setExecutable(true)).isTrue();
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      Path log = directory.resolve("log");
      LoggedProgram program = new LoggedProgram(directory, Map.of(), log, cancellation);
      new GoBuild(directory.resolve("root"), program)
          .build(
              List.of("a", "b"), Map.of(), List.of("x"), 1, directory.resolve("out"), line -> {});
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'# a/b\nb.go:1:2: undefined: c\nb.go:3:4: d\n', 'b.go:1:2: undefined: c'",
    "'a/b\nld: went wrong\n', 'ld: went wrong'",
    "'', 'go said nothing'"
  })
  void theFirstErrorIsTold(String said, String told) {
    assertThatThrownBy(() -> run("printf '%s' '" + said + "'; exit 1"))
        .isInstanceOf(CompilationException.class)
        .hasMessage(
            "the engine can't be compiled: "
                + told
                + ": the output of go is in "
                + directory.resolve("log"));
  }

  @Test
  void aFullDiskIsToldAsJavaTellsIt() {
    assertThatThrownBy(() -> run("echo 'write /x/y: no space left on device'; exit 1"))
        .isInstanceOf(IOException.class)
        .matches(e -> AtomicFile.isFull((IOException) e));
  }

  @Test
  void onlyWhatIsGivenGetsIntoTheEnvironment() throws IOException {
    run("/usr/bin/env >&2");
    assertThat(Files.readString(directory.resolve("log"))).doesNotContain("HOME=");
    Map<String, String> environment =
        GoBuild.environment(
            directory, directory.resolve("go"), directory, directory.resolve("scratch"), "arm64");
    assertThat(environment)
        .containsEntry("GOARCH", "arm64")
        .containsEntry("GOTOOLCHAIN", "local")
        .doesNotContainKey("PATH");
  }

  @Test
  void anotherOperatingSystemIsToldWhatToDo() throws CompilationException {
    GoToolchain.require("Linux");
    assertThatThrownBy(() -> GoToolchain.require("Mac OS X"))
        .hasMessageContaining("not on Mac OS X: build on a Linux machine")
        .hasMessageContaining("engine: packages");
  }
}
