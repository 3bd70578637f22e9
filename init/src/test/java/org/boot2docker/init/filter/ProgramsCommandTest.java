package org.boot2docker.init.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.boot2docker.init.kernel.FakeKernel;
import org.boot2docker.init.kernel.Text;
import org.junit.jupiter.api.Test;

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

  @Test
  void aListThatMakesNoSenseIsReported() {
    kernel.file("/dev/kmsg", "");
    kernel.file(FilteredProgram.LIST, "what is this\n");

    assertThat(new ProgramsCommand(kernel).run()).isEqualTo(1);

    assertThat(Text.read(kernel, "/dev/kmsg").orElseThrow()).contains("what is this");
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
