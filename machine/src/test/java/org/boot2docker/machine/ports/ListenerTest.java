package org.boot2docker.machine.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.machine.model.Protocol;
import org.boot2docker.machine.ports.Listener.Reach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of Linux's tables of sockets. */
class ListenerTest {
  private static final String ZEROS = "00000000000000000000000000000000";

  @ParameterizedTest
  @CsvSource({
    "tcp 00000000:1F90 0A, TCP, OUTSIDE, 8080",
    "tcp 0100007F:1F90 0A, TCP, LOOPBACK, 8080",
    "tcp 0F02000A:0050 0A, TCP, OUTSIDE, 80",
    "udp 00000000:0035 07, UDP, OUTSIDE, 53",
    "tcp6 " + ZEROS + ":1F90 0A, TCP, OUTSIDE, 8080",
    "tcp6 00000000000000000000000001000000:1F90 0A, TCP, LOOPBACK_6, 8080",
    "tcp6 0000000000000000FFFF00000100007F:1F90 0A, TCP, LOOPBACK, 8080",
  })
  void waitsForPackets(String line, Protocol protocol, Reach reach, int port) {
    assertThat(Listener.parse("/proc/net/" + line)).contains(new Listener(protocol, reach, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp 0F02000A:0016 01",
        "udp 00000000:0000 07",
        "udp 00000000:9C40 07",
        "udp 00000000:0035 01",
        "tcp 00000000 0A",
        "tcp xxxxxxxx:1F90 0A",
        "",
      })
  void othersWaitForNobody(String line) {
    assertThat(Listener.parse("/proc/net/" + line)).isEmpty();
  }

  @Test
  void aClientsTcpPortIsHigherAndStillAServersWhenItListens() {
    assertThat(Listener.parse("/proc/net/tcp 00000000:9C40 0A"))
        .contains(new Listener(Protocol.TCP, Reach.OUTSIDE, 40_000));
  }
}
