package org.boot2docker.machine.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real shell, with a program that only sleeps. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KeptAliveTest {
  private static final String WORKS = "echo $$ > \"$0\"; exec sleep 300";

  @TempDir private Path temporary;
  private final List<Process> started = new ArrayList<>();
  private Path own = Path.of("unset");
  private Path log = Path.of("unset");
  private Path needed = Path.of("unset");

  @BeforeEach
  void names() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("b2d ü x"));
    own = folder.resolve("own.pid");
    needed = folder.resolve("needed.pid");
    log = Files.createFile(folder.resolve("log"));
    Files.writeString(needed, ProcessHandle.current().pid() + "\n");
  }

  @AfterEach
  void endAll() {
    for (Process shell : started) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }

  private Process start(String program) throws IOException {
    List<String> command = new ArrayList<>(new KeptAlive(own, needed, log).shell());
    command.addAll(List.of("/bin/sh", "-c", program, own.toString()));
    Process shell =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    started.add(shell);
    return shell;
  }

  /** The program, when it is another than that of before. */
  private ProcessHandle working(long before) throws Exception {
    while (true) {
      String id = Files.exists(own) ? Files.readString(own).strip() : "";
      if (!id.isEmpty() && Long.parseLong(id) != before) {
        return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
      }
      Thread.sleep(20);
    }
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void whatIsKilledIsStartedAgainEachTime() throws Exception {
    Process shell = start(WORKS);
    ProcessHandle first = working(0);
    kill(first);
    ProcessHandle second = working(first.pid());
    kill(second);

    assertThat(working(second.pid()).isAlive()).isTrue();
    assertThat(shell.isAlive()).isTrue();
    assertThat(Files.readString(log).lines()).filteredOn(line -> line.contains("137")).hasSize(2);
  }

  @Test
  void anotherStartThatFailsIsTriedAgain() throws Exception {
    Path fails = log.resolveSibling("fails");
    start("[ ! -e '%1$s' ] || { rm '%1$s'; exit 1; }; %2$s".formatted(fails, WORKS));
    ProcessHandle first = working(0);
    Files.createFile(fails);
    kill(first);

    assertThat(working(first.pid()).isAlive()).isTrue();
    assertThat(fails).doesNotExist();
  }

  @Test
  void whatHasNeverWorkedIsNotStartedAgain() throws Exception {
    Process shell = start("echo begun; kill -9 $$");

    assertThat(shell.waitFor()).isEqualTo(137);
    assertThat(Files.readString(log).lines()).filteredOn("begun"::equals).hasSize(1);
  }

  @Test
  void whatEndsByItselfIsNotStartedAgain() throws Exception {
    assertThat(start("echo $$ > \"$0\"").waitFor()).isZero();
    assertThat(start("echo $$ > \"$0\"; rm \"$0\"; exit 1").waitFor()).isEqualTo(1);
  }

  @Test
  void whatIsToldToEndIsNotStartedAgain() throws Exception {
    Process shell = start(WORKS);
    working(0).destroy();

    assertThat(shell.waitFor()).isEqualTo(143);
  }

  @Test
  void theShellPassesTheEndOn() throws Exception {
    Process shell = start(WORKS);
    ProcessHandle program = working(0);
    shell.destroy();

    assertThat(shell.waitFor()).isEqualTo(143);
    program.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void whoeverStopsItWhileItRestsNeedsOnlyDeleteItsFile() throws Exception {
    Process shell = start(WORKS);
    ProcessHandle program = working(0);
    kill(program);
    Files.delete(own);

    assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(own).doesNotExist();
  }

  @Test
  void withoutTheProcessThatItServesItIsNotStartedAgain() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    started.add(other);
    Files.writeString(needed, other.pid() + "\n");
    Process shell = start(WORKS);
    ProcessHandle program = working(0);
    other.destroy();
    other.waitFor();
    kill(program);

    assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLargeLogBeginsAnew() throws Exception {
    start(WORKS);
    ProcessHandle first = working(0);
    Files.write(log, new byte[300_000]);
    kill(first);
    working(first.pid());

    assertThat(Files.size(log)).isLessThan(1000);
  }
}
