package org.boot2docker.guest.programs.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {
  /** Each has something that iptables would write in another way than is known here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-j DNAT --to-destination 172.17.0.2:80",
        "-p tcp -j ACCEPT",
        "-i eth+ -j ACCEPT",
        "-i sixteen-letters. -j ACCEPT",
        "-i a -i b -j ACCEPT",
        "-s 172.20.4.0/22 -j ACCEPT",
        "-s 172.17.0.1/16 -j ACCEPT",
        "-s 172.17.0.0 -j ACCEPT",
        "-s 0.0.0.0/0 -j ACCEPT",
        "-s 172.17.0.0/40 -j ACCEPT",
        "-s ::1/128 -j ACCEPT",
        "-m comment --comment x -j ACCEPT",
        "-m conntrack --ctstate NEW -j ACCEPT",
        "-m addrtype --dst-type UNICAST -j ACCEPT",
        "-m addrtype ! --dst-type LOCAL -j ACCEPT",
        "! -j ACCEPT",
        "-j ACCEPT -j DROP",
        "-j REJECT",
        "-j LOG",
        "-g DOCKER",
        "-j",
        "-i",
        "!",
        "",
      })
  void leavesWhatItDoesNotKnowToTheRealOne(String words) {
    assertThat(RuleParser.parse(false, Arrays.asList(words.split(" ")))).isEmpty();
  }
}
