package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No path or name is torn apart at the end of a line of help. */
class WholeWordHelpTest {
  private static List<String> help(String command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Main.run(new Terminal(stream, stream, Optional.empty()), command, "--help");
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "bench, ~/.boot2docker/boot2docker.iso",
    "build, boot2docker.lock",
    "completion, ~/.config/fish/config.fish",
    "up, DIR[:TAG][:ro]"
  })
  void keepsANameOnOneLine(String command, String name) {
    assertThat(help(command)).anyMatch(line -> line.contains(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "build",
        "completion",
        "lock",
        "release",
        "run",
        "ssh",
        "swarm",
        "up",
        "upgrade",
        "verify"
      })
  void breaksNoWordAndLeavesNoForeignLetter(String command) {
    assertThat(help(command))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.chars().noneMatch(c -> c > 0x7e), "ASCII")
        .noneMatch(line -> line.matches(".*[/\\[]"), "ends inside of a path");
  }
}
