package org.boot2docker.guest.programs.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsCommandTest {
  private static final String PROGRAM = "/usr/sbin/dockerd";

  private final byte[] original = new GoTable(100).program(64);
  private final FakeKernel kernel = new FakeKernel();

  @Test
  void makesProgramsWholeAndExecutable() throws IOException {
    image();

    assertThat(new ProgramsCommand(kernel).run()).isZero();

    assertThat(Text.bytes(kernel, PROGRAM).orElseThrow()).isEqualTo(original);
    assertThat(kernel.calls).contains("chmod 755 " + PROGRAM);
    assertThat(kernel.exists(FilteredProgram.LIST)).isFalse();
  }

  @Test
  void doesNothingTheSecondTime() throws IOException {
    image();
    new ProgramsCommand(kernel).run();

    assertThat(new ProgramsCommand(kernel).run()).isZero();

    assertThat(Text.bytes(kernel, PROGRAM).orElseThrow()).isEqualTo(original);
  }

  @Test
  void doesNotTouchProgramsAgainAfterItWasInterrupted() throws IOException {
    image();
    byte[] filtered = Text.bytes(kernel, PROGRAM).orElseThrow();
    kernel.rename(FilteredProgram.LIST, FilteredProgram.LIST + ".begun");

    assertThat(new ProgramsCommand(kernel).run()).isEqualTo(1);

    assertThat(Text.bytes(kernel, PROGRAM).orElseThrow()).isEqualTo(filtered);
    assertThat(Text.read(kernel, "/dev/kmsg").orElseThrow()).contains("restart the machine");
  }

  @Test
  void saysWhichProgramIsMissing() {
    kernel.file("/dev/kmsg", "");
    kernel.file(FilteredProgram.LIST, "program 755 /usr/bin/gone\nfunctions 1 2\n");

    assertThat(new ProgramsCommand(kernel).run()).isEqualTo(1);

    assertThat(Text.read(kernel, "/dev/kmsg").orElseThrow()).contains("/usr/bin/gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what is this",
        "program 9x9 /usr/bin/gone",
        "program 755 /usr/bin/there\nbranches 1 2 3 4",
        "program 755 /usr/bin/there\nbranches2 1 2 3",
        "program 755 /usr/bin/there\nbranches2 1 2 3 far",
        "program 755 /usr/bin/there\n \t",
      })
  void aListThatMakesNoSenseIsReportedAndNothingIsMadeExecutable(String list) {
    kernel.file("/dev/kmsg", "").file("/usr/bin/there", "");
    kernel.file(FilteredProgram.LIST, list + "\n");

    assertThat(new ProgramsCommand(kernel).run()).isEqualTo(1);

    String lastWord = list.substring(list.lastIndexOf(' ') + 1).trim();
    assertThat(kernel.log()).contains("Docker's programs", lastWord, "restart");
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("chmod"));
  }

  @Test
  void aListThatCannotBeReadIsNotTakenForAnEmptyOne() throws IOException {
    image();
    kernel.failures.put("open " + FilteredProgram.LIST + ".begun", -5);

    assertThat(new ProgramsCommand(kernel).run()).isEqualTo(1);

    assertThat(kernel.log()).contains("filters.begun");
  }

  private void image() throws IOException {
    byte[] filtered = original.clone();
    Filter filter = Filter.functions(new ProgramArray(filtered), 64);
    filter.apply(new ProgramArray(filtered));
    FilteredProgram program = new FilteredProgram(PROGRAM, 0755, List.of(filter));
    kernel.file("/dev/kmsg", "");
    kernel.file(PROGRAM, filtered);
    kernel.file(FilteredProgram.LIST, program.lines().getBytes(StandardCharsets.UTF_8));
  }
}
