package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final String userHome = System.getProperty("user.home");

  @BeforeEach
  void useAFolderOfOurOwn() {
    System.setProperty("user.home", directory.toString());
  }

  @AfterEach
  void useTheUsersFolderAgain() {
    System.setProperty("user.home", userHome);
  }

  private int run(String... arguments) {
    return Main.run(terminal(), arguments);
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "ssh", "status", "stop", "build", "lock", "bench", "size", "version"})
  void everyVerbHasHelp(String verb) {
    assertThat(run(verb, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: boot2docker " + verb);
  }

  @Test
  void anUnknownOptionIsAUsageErrorOfOneLine() {
    assertThat(run("build", "--no-such-option")).isEqualTo(2);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("--no-such-option").contains("boot2docker build --help");
  }

  @Test
  void aMissingVerbIsAUsageError() {
    assertThat(run()).isEqualTo(2);
    assertThat(errors()).contains("boot2docker --help");
  }

  @Test
  void anErrorIsOneLineWithoutATrace() {
    String output = directory.resolve("no/boot2docker.iso").toString();
    assertThat(run("build", "--distro", "../distro", "-o", output)).isEqualTo(1);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).startsWith("boot2docker: can't write").contains("does not exist");
  }

  @Test
  void aPictureThatCannotBeWrittenIsSaidBeforeMinutesOfMeasuring() throws IOException {
    String image = Files.writeString(directory.resolve("some.iso"), "").toString();
    String picture = directory.resolve("no/boot.svg").toString();

    assertThat(run("bench", "--iso", image, "--svg", picture)).isEqualTo(1);
    assertThat(errors()).startsWith("boot2docker: can't write " + picture);
  }

  @Test
  void theTraceIsShownWhenAskedFor() {
    String output = directory.resolve("no/boot2docker.iso").toString();
    assertThat(run("build", "--debug", "--distro", "../distro", "-o", output)).isEqualTo(1);
    assertThat(errors()).contains("\tat org.boot2docker.");
  }

  @Test
  void portsThatAreNoneAreNamed() {
    String image = directory.toString();
    assertThat(run("up", "--name", "cli-test", "--iso", image, "-p", "80")).isEqualTo(1);
    assertThat(errors()).contains("-p 80 is not two ports");
  }

  @Test
  void optionsOfTheGuestsCommandAreNotOurs() {
    assertThat(run("ssh", "--name", "cli-test", "docker", "ps", "--all")).isEqualTo(1);
    assertThat(errors()).contains("cli-test").doesNotContain("--all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "stop", "ssh"})
  void aMachineThatIsNotThereIsNamedAndNotMade(String verb) throws IOException {
    Files.createDirectories(directory.resolve(".boot2docker/machines/mine"));

    assertThat(run(verb, "--name", "nosuch")).isEqualTo(1);

    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("no machine nosuch", "mine", "up --name nosuch");
    assertThat(directory.resolve(".boot2docker/machines/nosuch")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "down", "halt"})
  void aMachineThatDoesNotRunIsStoppedAlready(String verb) throws IOException {
    Files.createDirectories(directory.resolve(".boot2docker/machines/mine"));

    assertThat(run(verb, "--name", "mine")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("was not running");
  }

  @ParameterizedTest
  @CsvSource({"strat, start", "stat, status", "biuld, build", "destroy-all, ''"})
  void anUnknownCommandComesWithTheNearest(String wrong, String near) {
    assertThat(run(wrong)).isEqualTo(2);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("command '" + wrong + "'", near);
  }

  @Test
  void versionAndHelpWorkAsOptionsAndAsCommands() {
    assertThat(run("--version")).isZero();
    assertThat(run("version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines().distinct()).hasSize(1);
    out.reset();
    assertThat(run("help", "stop")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: boot2docker stop");
  }

  @Test
  void linesThatLedToAnErrorAreShownBeforeIt() {
    MachineException ended =
        new MachineException("the machine ended", List.of("first line", "last line"));
    Terminal terminal = terminal();
    CommandLine line = new CommandLine(new RootCommand(), new CommandFactory(terminal));

    new ErrorPrinter(terminal).handleExecutionException(ended, line, line.parseArgs("version"));

    assertThat(errors().lines())
        .containsExactly("  | first line", "  | last line", "boot2docker: the machine ended");
  }
}
