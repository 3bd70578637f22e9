package org.boot2docker.guest.programs.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  private static Optional<Command> parse(String line) {
    return Command.parse(false, Arrays.asList(line.split(" ")));
  }

  @Test
  void readsWhatDockerdSays() {
    assertThat(parse("--wait -t nat -C DOCKER -i docker0 -j RETURN"))
        .contains(
            new Command(
                false,
                "nat",
                Command.Verb.CHECK,
                "DOCKER",
                List.of("-i", "docker0", "-j", "RETURN")));
    assertThat(parse("--wait -I FORWARD -j DOCKER-USER"))
        .map(Command::table)
        .as("without a table")
        .contains("filter");
    assertThat(parse("--wait -t filter -n -L DOCKER"))
        .map(Command::verb)
        .contains(Command.Verb.LIST);
    assertThat(parse("--wait -t nat -D PREROUTING")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t raw -C PREROUTING -j DROP",
        "-t nat -F",
        "-t nat -L",
        "-t nat -L DOCKER",
        "-n -C FORWARD -j ACCEPT",
        "-t filter -n -L DOCKER -v",
        "-t filter -P FORWARD DROP",
        "-t filter -I FORWARD",
        "-t filter -N DOCKER extra",
        "-t filter -N -x",
        "-t filter -N a-chain-name-of-more-than-28-letters",
        "-t filter -N do;cker",
        "-w 5 -t nat -F DOCKER",
        "-S",
        "--version",
        "",
      })
  void leavesEverythingElseToTheRealOne(String line) {
    assertThat(parse(line)).isEmpty();
  }
}
