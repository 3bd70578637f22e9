package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The printed script, in the shells themselves. */
class CompletionTest {
  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void printTheScript() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Main.run(new Terminal(stream, stream), "completion", "bash")).isZero();
    script = Files.write(directory.resolve("completion"), out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "st, start status stop",
    "up --me, --memory",
    "ssh --na, --name",
    "build --with desc, description.yaml",
    "completion z, zsh"
  })
  void bashCompletes(String typed, String expected) throws Exception {
    Files.writeString(directory.resolve("description.yaml"), "");
    // compopt is for completions under way only, which a script can't be in.
    String line =
        "compopt() { :; }; cd %s; source %s; COMP_WORDS=(boot2docker %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            .formatted(directory, script, typed);
    assertThat(run("bash", line + " _complete_boot2docker; echo \"${COMPREPLY[@]}\""))
        .isEqualTo(expected);
  }

  @Test
  void bashCompletesTheLauncherToo() throws Exception {
    assertThat(run("bash", "source " + script + "; complete -p boot2docker"))
        .contains("-F _complete_boot2docker");
  }

  @Test
  void zshLoadsTheSameScript() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "zsh is installed");
    String line =
        "autoload -U compinit; compinit -u -D; source " + script + "; echo $_comps[boot2docker]";
    assertThat(run("zsh", line)).contains("_complete_boot2docker");
  }

  /** The output of a shell that runs a line, without the user's own settings. */
  private String run(String shell, String line) throws Exception {
    Process process =
        new ProcessBuilder(List.of(shell, "-c", line)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output.strip();
  }
}
