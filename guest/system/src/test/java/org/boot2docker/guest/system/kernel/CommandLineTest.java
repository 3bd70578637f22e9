package org.boot2docker.guest.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final CommandLine line =
      new CommandLine("console=tty0 console=ttyS0 quiet x=\"a b\" =odd boot2docker.data=none\n");

  @Test
  void takesTheLastValueOfAName() {
    assertThat(line.value("console")).contains("ttyS0");
    assertThat(line.value("boot2docker.data")).contains("none");
  }

  @Test
  void knowsBareWords() {
    assertThat(line.has("quiet")).isTrue();
    assertThat(line.value("quiet")).contains("");
    assertThat(line.has("debug")).isFalse();
    assertThat(line.value("debug")).isEmpty();
  }

  @Test
  void quotesThatAreNotClosedReachToTheEndAsInLinux() {
    CommandLine open = new CommandLine("quiet boot2docker.data=\"none and more\n");
    assertThat(open.value("boot2docker.data")).contains("none and more");
    assertThat(new CommandLine("\"boot2docker.data=none").value("boot2docker.data"))
        .contains("none");
  }

  @Test
  void keepsBlanksInQuotes() {
    assertThat(line.value("x")).contains("a b");
  }
}
