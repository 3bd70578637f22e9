package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page as groff formats it. */
class ManPageTest {
  @TempDir Path directory;
  private Path page;

  @BeforeEach
  void printThePage() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Main.run(new Terminal(stream, stream), "man")).isZero();
    page = Files.write(directory.resolve("boot2docker.1"), out.toByteArray());
  }

  @Test
  void groffHasNoWarnings() throws Exception {
    assertThat(groff("-ww", "-z")).isEmpty();
  }

  @Test
  void everyVerbAndOptionIsOnThePage() throws Exception {
    String text = groff("-Tascii", "-P-cbou", "-rLL=1000n");
    assertThat(text).containsOnlyOnce("\n   up [NAME]").contains("Also: start, boot.");
    CommandLine program = Commands.all(new Terminal(System.out, System.err));
    for (CommandLine verb : program.getSubcommands().values()) {
      assertThat(text).contains("\n   " + verb.getCommandName());
      for (OptionSpec option : verb.getCommandSpec().options()) {
        assertThat(text).contains(option.names());
      }
    }
    assertThat(text)
        .contains("EXAMPLES", "ENVIRONMENT", "BOOT2DOCKER_HOME", "~/.boot2docker", "EXIT STATUS")
        .doesNotContain("${", "$$", "\\");
  }

  private String groff(String... options) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("groff", "-man");
    builder.command().addAll(List.of(options));
    builder.command().add(page.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
