package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.boot2docker.builder.step.StepName;
import org.junit.jupiter.api.Test;

/** What a build says while it works, with and without a terminal. */
class BuildPrinterTest {
  private static final long MB = 1_000_000;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final Terminal terminal = new Terminal(err, err, Optional.empty());
  private long seconds;

  private BuildPrinter printer(boolean interactive) {
    return new BuildPrinter(terminal, false, interactive, () -> seconds * MB * 1000);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines() {
    return said().lines().toList();
  }

  @Test
  void saysEveryTenSecondsHowMuchIsDoneWhereThereIsNoTerminal() {
    try (BuildPrinter printer = printer(false)) {
      for (seconds = 0; seconds <= 25; seconds++) {
        printer.work("compressing", seconds * MB, 25 * MB);
      }
    }
    assertThat(lines())
        .containsExactly("compressing: 10.0 of 25.0 MB", "compressing: 20.0 of 25.0 MB");
  }

  @Test
  void aStepThatTellsNothingIsSaidToGoOn() {
    try (BuildPrinter printer = printer(false)) {
      printer.stepStarted(StepName.ISO, "new");
      printer.work("compressing", 9 * MB, 9 * MB);
      for (seconds = 1; seconds <= 100; seconds++) {
        if (seconds > 40 && seconds <= 70) {
          printer.files("compiling", seconds, 900);
        }
        printer.tick();
      }
      printer.stepFinished(StepName.ISO, Duration.ofSeconds(100));
      seconds += 100;
      printer.tick();
    }
    assertThat(lines())
        .containsExactly(
            "iso     runs: new",
            "iso     still runs after 15 s",
            "iso     still runs after 30 s",
            "iso     still runs after 85 s",
            "iso     still runs after 100 s",
            "iso     done in 100.0 s");
  }

  @Test
  void worksSideBySideHaveTheirOwnLines() {
    try (BuildPrinter printer = printer(false)) {
      for (seconds = 0; seconds < 65; seconds++) {
        printer.work("one", seconds / 30 * MB, 9 * MB);
        printer.files("two", seconds, 100);
      }
    }
    assertThat(lines())
        .contains("one: 0.0 of 9.0 MB", "one: 2.0 of 9.0 MB", "two: 60 of about 100 files")
        .hasSize(7);
  }

  @Test
  void saysNothingWhenQuiet() {
    try (BuildPrinter printer =
        new BuildPrinter(terminal, true, false, () -> seconds * MB * 1000)) {
      printer.expect(1, MB);
      for (seconds = 0; seconds < 100; seconds++) {
        printer.work("compressing", seconds, 100);
        printer.files("compiling", seconds, 100);
      }
      printer.say("a line");
    }
    assertThat(said()).isEmpty();
  }

  @Test
  void oneFileIsNoFiles() {
    try (BuildPrinter printer = printer(false)) {
      printer.expect(1, 2 * MB);
      printer.expect(3, 4 * MB);
    }
    assertThat(lines())
        .containsExactly("downloading 1 file, 2.0 MB", "downloading 3 files, 4.0 MB");
  }

  @Test
  void theBarOfATerminalLeavesNoLine() {
    try (BuildPrinter printer = printer(true)) {
      printer.work("compressing", 0, 10 * MB);
      printer.work("compressing", 5 * MB, 10 * MB);
      for (int more = 0; more < 5; more++) {
        // The archive has headers beside the files that were counted before.
        printer.work("compressing", 10 * MB + more, 10 * MB);
      }
      printer.say("iso     done in 1.0 s");
    }
    assertThat(said()).contains("compressing ").endsWith(" \riso     done in 1.0 s\n");
    assertThat(said()).containsOnlyOnce("\n");
  }

  @Test
  void aBarIsDrawnAgainAfterALine() {
    try (BuildPrinter printer = printer(true)) {
      printer.work("compressing", MB, 10 * MB);
      printer.say("between");
      printer.work("compressing", 2 * MB, 10 * MB);
    }
    assertThat(said())
        .matches(Pattern.compile(".*compressing .*\rbetween\n.*compressing .*\r", Pattern.DOTALL));
  }

  @Test
  void theRemainingTimeIsUnknownAtFirst() {
    assertThat(WorkBar.remaining(1, 100, Duration.ofSeconds(21))).isEmpty();
    assertThat(WorkBar.remaining(50, 100, Duration.ofSeconds(1))).isEmpty();
    assertThat(WorkBar.remaining(25, 100, Duration.ofSeconds(10))).contains(Duration.ofSeconds(30));
  }
}
