package org.boot2docker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeFolderTest {
  private static final Path HOME = Path.of("/home/somebody");

  @TempDir private Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Machine machine() throws IOException {
    return Machine.named("default", Map.of(MachineDirectory.HOME_VARIABLE, directory.toString()));
  }

  private List<String> shares(Settings given, Path home, Optional<String> answer)
      throws IOException {
    PrintStream stream = new PrintStream(said, true, UTF_8);
    Terminal terminal =
        new Terminal(
            stream, stream, answer.map(text -> new BufferedReader(new StringReader(text))));
    return new HomeFolder(terminal, home).offered(given, machine()).all(Setting.SHARE);
  }

  @ParameterizedTest
  @CsvSource({"y, 1", "' YES ', 1", "n, 0", "'', 0", "home, 0"})
  void aNewMachineSharesItWhenItsUserSaysSo(String answer, int shares) throws IOException {
    assertThat(shares(Settings.none(), HOME, Optional.of(answer + "\n"))).hasSize(shares);
    assertThat(said.toString(UTF_8)).contains("/home/somebody", "[y/N]");
  }

  @Test
  void itKeepsItsPath() throws IOException {
    assertThat(shares(Settings.none(), HOME, Optional.of("y")))
        .containsExactly("/home/somebody:/home/somebody");
  }

  @Test
  void aScriptIsNotAsked() throws IOException {
    assertThat(shares(Settings.none(), HOME, Optional.empty())).isEmpty();
    assertThat(said.size()).isZero();
  }

  @Test
  void aMachineThatIsThereIsNotAskedAbout() throws IOException {
    Path folder = Files.createDirectories(machine().directory().path());
    Files.writeString(folder.resolve("machine.yaml"), "memory: 1024\n");

    assertThat(shares(Settings.none(), HOME, Optional.of("y"))).isEmpty();
    assertThat(said.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHARE", "STOP", "FROM_TEMPLATE"})
  void whoeverHasDecidedIsNotAsked(Setting setting) throws IOException {
    shares(Settings.none().with(setting, "/x:/x"), HOME, Optional.of("y"));
    assertThat(said.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/root", "/home/docker", "/var/home/somebody", "/"})
  void aFolderThatCannotKeepItsPathIsNotOffered(String home) throws IOException {
    assertThat(shares(Settings.none(), Path.of(home), Optional.of("y"))).isEmpty();
    assertThat(said.size()).isZero();
  }
}
