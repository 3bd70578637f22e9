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
import picocli.CommandLine;

/** The printed script, in the shells themselves. */
class CompletionTest {
  private static final Path FISH = Path.of("/usr/bin/fish");

  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void printTheScript() throws IOException {
    script = print("bash");
  }

  private Path print(String shell) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Main.run(new Terminal(stream, stream), "completion", shell)).isZero();
    return Files.write(directory.resolve("completion." + shell), out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "st, start status stop",
    "up --me, --memory",
    "ssh --na, --name",
    "build --with desc, description.yaml",
    "completion z, zsh",
    "stop wor, work",
    "ssh --name wor, work",
    "ssh wor, work",
    "run --machine wor, work"
  })
  void bashCompletes(String typed, String expected) throws Exception {
    Files.writeString(directory.resolve("description.yaml"), "");
    Files.createDirectories(directory.resolve("machines/work"));
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

  @Test
  void fishReadsItsScriptWithoutAComplaint() throws Exception {
    assumeTrue(Files.isExecutable(FISH), "fish is installed");
    Path fish = print("fish");
    assertThat(run("fish", "fish -n " + fish + "; source " + fish)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "st, start status stop",
    "up --mem, --memory",
    "boot --mem, --memory",
    "up -, -p --publish --memory --uefi --help",
    "build --with desc, description.yaml",
    "up --accelerator t, tcg",
    "stop desc, ''",
    "completion z, zsh",
    "stop wor, work",
    "ssh --name wor, work",
    "ssh wor, work"
  })
  void fishCompletes(String typed, String expected) throws Exception {
    assumeTrue(Files.isExecutable(FISH), "fish is installed");
    Files.writeString(directory.resolve("description.yaml"), "");
    Files.createDirectories(directory.resolve("machines/work"));
    Path fish = print("fish");

    String line =
        "cd %s; source %s; complete -C 'boot2docker %s'".formatted(directory, fish, typed);
    List<String> words =
        run("fish", line).lines().map(l -> l.split("\t")[0]).filter(l -> !l.isEmpty()).toList();

    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
    assertThat(words).containsAll(wanted);
    assertThat(wanted.isEmpty()).isEqualTo(words.isEmpty());
  }

  @Test
  void theScriptForFishHasEveryVerbAndOption() throws IOException {
    String fish = Files.readString(print("fish"));
    assertThat(fish.lines()).allMatch(line -> line.startsWith("complete -c boot2docker "));
    CommandLine program = Commands.all(new Terminal(System.out, System.err));
    for (CommandLine verb : program.getSubcommands().values()) {
      verb.getCommandSpec()
          .optionsMap()
          .keySet()
          .forEach(
              option ->
                  assertThat(fish)
                      .contains(
                          option.replaceFirst("^--", "-l ").replaceFirst("^-(?=\\w$)", "-s ")));
      assertThat(fish).contains("-a '" + verb.getCommandName() + "'");
    }
  }

  /** The output of a shell that runs a line, without the user's own settings. */
  private String run(String shell, String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(shell, "-c", line));
    builder.environment().put("BOOT2DOCKER_HOME", directory.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output.strip();
  }
}
