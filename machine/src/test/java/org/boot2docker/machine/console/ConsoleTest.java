package org.boot2docker.machine.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  @TempDir private Path folder;

  private Console console(boolean alive) {
    return new Console(folder.resolve("console.log"), folder.resolve("none.sock"), () -> alive);
  }

  private void log(String text) throws Exception {
    Files.writeString(
        folder.resolve("console.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void goesOnBehindWhatItFound() throws Exception {
    log("one\ntwo\n");
    Console console = console(true);

    assertThat(console.await("one", AT_ONCE)).isEqualTo("one");
    assertThatThrownBy(() -> console.await("one", AT_ONCE))
        .hasMessageContainingAll("\\Qone\\E", "0 s");
    log("one again\n");
    assertThat(console.await(Pattern.compile("on. ag"), SOON)).isEqualTo("\ntwo\none ag");
  }

  @Test
  void leavesControlSequencesOut() throws Exception {
    log("\u001b[1;32mdocker\u001b[0m@boot2docker:\u001b[6n\r\n\u001b[2J\u001b[?25h$ ");

    assertThat(console(true).await("$ ", SOON)).isEqualTo("docker@boot2docker:\n$ ");
  }

  @Test
  void startsAgainWithTheMachine() throws Exception {
    log("a long boot\nlogin: ");
    Console console = console(true);
    console.await("login: ", SOON);

    Files.writeString(folder.resolve("console.log"), "login: ");

    assertThat(console.await("login: ", SOON)).isEqualTo("login: ");
  }

  @Test
  void seesTheLastWordsOfAMachineThatEnded() throws Exception {
    log("all I had to say\n");

    assertThat(console(false).await("had to say", AT_ONCE)).isEqualTo("all I had to say");
    assertThatThrownBy(() -> console(false).await("more", Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            MachineException.class,
            e -> assertThat(e.details()).containsExactly("all I had to say"))
        .hasMessageContaining("ended");
  }

  @Test
  void givesTheLastLinesWithoutEmptyOnes() throws Exception {
    log("1\n2\n\n3\n");

    assertThat(console(true).lastLines(2)).containsExactly("2", "3");
  }

  @Test
  void saysThatNobodyListensForTyping() {
    assertThatThrownBy(() -> console(true).sendLine("hello"))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("console");
  }
}
