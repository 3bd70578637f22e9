package org.boot2docker.machine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's way to write ports. */
class PortForwardTest {
  private static String rules(String text) {
    return PortForward.parse(text).stream()
        .map(each -> each.host() + ">" + each.guestPort())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "8080:80, 127.0.0.1:8080>80",
    "8080:80/tcp, 127.0.0.1:8080>80",
    "53:5300/udp, 127.0.0.1:53/udp>5300",
    "53:53/UDP, 127.0.0.1:53/udp>53",
    "0.0.0.0:8080:80, 0.0.0.0:8080>80",
    "192.168.1.20:53:53/udp, 192.168.1.20:53/udp>53",
    "8000-8002:9000-9002, 127.0.0.1:8000>9000 127.0.0.1:8001>9001 127.0.0.1:8002>9002",
    "10.0.0.1:1-2:3-4/udp, 10.0.0.1:1/udp>3 10.0.0.1:2/udp>4",
    "8080, 127.0.0.1:8080>8080",
    "8080-8081/udp, 127.0.0.1:8080/udp>8080 127.0.0.1:8081/udp>8081",
    "65535:1, 127.0.0.1:65535>1",
  })
  void readsDockersSyntax(String text, String rules) {
    assertThat(rules(text)).isEqualTo(rules);
    PortForward.parse(text)
        .forEach(each -> assertThat(PortForward.parse(each.toString())).containsExactly(each));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[::1]:8080:80|127.0.0.1",
        "[::]:8080:80/udp|0.0.0.0",
        "::1:8080:80|0.0.0.0",
        "localhost:8080:80|'localhost' is no IPv4 address",
        "1.2.3:8080:80|'1.2.3' is no IPv4 address",
        "1.2.3.256:8080:80|'1.2.3.256' is no IPv4 address",
        "010.0.0.1:8080:80|'010.0.0.1' is no IPv4 address",
        ":8080:80|'' is no IPv4 address",
        "8080:80/sctp|no SCTP",
        "8080:80/icmp|'icmp' is no protocol",
        "8080:80/|'' is no protocol",
        "8000-8001:80|2 ports of this host can't lead to 1",
        "8001-8000:8001-8000|8001-8000",
        "8000-:80|8000-:80",
        "127.0.0.1::80|127.0.0.1::80",
        "0:80|0 is not a TCP port",
        "80:65536/udp|65536 is not a UDP port",
        "65535-65536:1-2|65536 is not a TCP port",
        "123456:80|123456:80",
        "eighty:80|eighty:80",
        "8080:80 |8080:80 ",
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void refusesInOneLineWhatQemuCannotForward(String text, String named) {
    assertThatThrownBy(() -> PortForward.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(": ")
        .message()
        .hasLineCount(1);
  }

  private static MachineSpec forwarding(List<String> texts) {
    MachineSpec.Builder spec = MachineSpec.cd(Path.of("x.iso"));
    texts.stream().flatMap(text -> PortForward.parse(text).stream()).forEach(spec::forward);
    return spec.build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8080:80 8080:81",
        "8080:80 0.0.0.0:8080:80",
        "0.0.0.0:8080:80 10.0.0.1:8080:80",
        "8000-8010:80-90 8005:80",
      })
  void onePortOfTheHostLeadsToOnePlace(String texts) {
    assertThatThrownBy(() -> forwarding(List.of(texts.split(" "))))
        .hasMessageContaining("is forwarded twice");
  }

  @Test
  void otherAddressesAndProtocolsHavePortsOfTheirOwn() {
    List<String> texts = List.of("53:53", "53:53/udp", "10.0.0.1:53:54", "10.0.0.1:53:54/udp");
    assertThat(forwarding(texts).forwards()).hasToString(texts.toString());
  }

  @Test
  void aRangeHasNoMorePortsThanQemuCanHaveFiles() {
    assertThat(forwarding(List.of("1001-1500")).forwards()).hasSize(500);
    assertThatThrownBy(() -> forwarding(List.of("1-65535"))).hasMessageContaining("65535 ports");
  }
}
