package org.boot2docker.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearNamesTest {

  private static List<String> near(String wrong, String... names) {
    return NearNames.of(wrong, Stream.of(names));
  }

  @Test
  void theNearestComesFirst() {
    assertThat(near("strat", "stop", "start", "status", "up")).startsWith("start");
  }

  @Test
  void aNameThatContainsTheWordIsNearHoweverLongItIs() {
    assertThat(near("conntrack", "nf_conntrack_netlink", "ext4"))
        .containsExactly("nf_conntrack_netlink");
  }

  @Test
  void aShortWordIsNotNearToEverything() {
    assertThat(near("x", "up", "ssh", "ext4")).isEmpty();
    assertThat(near("ex", "ext4_with_a_long_name")).isEmpty();
  }

  @Test
  void theHyphensOfOptionsMakeNoneNear() {
    assertThat(near("-V", "-h", "-q", "--version")).isEmpty();
    assertThat(near("--bogus", "--help", "--debug", "--version")).isEmpty();
    assertThat(near("-debug", "--help", "--debug")).containsExactly("--debug");
    assertThat(near("--hepl", "--help", "--debug")).containsExactly("--help");
  }

  @Test
  void threeAreEnough() {
    assertThat(near("name", "name1", "name2", "name3", "name4"))
        .containsExactly("name1", "name2", "name3");
  }
}
