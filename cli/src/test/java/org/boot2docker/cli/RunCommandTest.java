package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunCommandTest {
  private static RunCommand parsed(String line) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    CommandLine all = Commands.all(new Terminal(nowhere, nowhere));
    return (RunCommand) all.parseArgs(line.split(" ")).subcommand().commandSpec().userObject();
  }

  @ParameterizedTest
  @CsvSource({
    "run busybox ls --all, default, busybox ls --all",
    "run --machine box busybox ls, box, busybox ls",
    "run -p 80:80 nginx, default, -p 80:80 nginx",
    "run -it -e A=B busybox sh, default, -it -e A=B busybox sh",
    "run --machine box --publish=80:80 --name web nginx, box, --publish=80:80 --name web nginx",
    "run --name web -d nginx, default, --name web -d nginx",
    "run -h foo busybox, default, -h foo busybox",
    "run --machine box -- --name web nginx -h, box, --name web nginx -h"
  })
  void optionsOfDockerRunFollowThoseOfTheMachine(String line, String machine, String dockers) {
    RunCommand run = parsed(line);

    assertThat(run.machineName).isEqualTo(machine);
    assertThat(run.line(false))
        .isEqualTo("docker run --rm -i '%s'".formatted(dockers.replace(" ", "' '")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "run -it", "run --bogus", "run -- --rm"})
  void withoutAnImageNoMachineIsStarted(String line) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    assertThat(Main.run(new Terminal(nowhere, nowhere), line.split(" "))).isEqualTo(2);
  }

  @Test
  void aMachineThatIsNotThereIsNotMade() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal = new Terminal(nowhere, nowhere);

    assertThat(Main.run(terminal, "run", "--machine", "nosuch", "busybox")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"true, -it", "false, -i"})
  void theContainerHasATerminalIfTheUserHasOne(boolean onTerminal, String options) {
    assertThat(parsed("run busybox sh").line(onTerminal))
        .isEqualTo("docker run --rm %s 'busybox' 'sh'".formatted(options));
  }
}
