package org.boot2docker.guest.system.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"10.0.2.255", "fe80:0:0:0:0:0:a0b:c", "ffff:8000:0:1:10:100:1000:0"})
  void addressesAreWrittenAsJavaDoes(String text) throws UnknownHostException {
    assertThat(IpAddress.text(InetAddress.getByName(text).getAddress())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.2.15", "255.255.255.255"})
  void readsIpv4(String text) throws UnknownHostException {
    byte[] expected = InetAddress.getByName(text).getAddress();
    assertThat(IpAddress.ipv4(text)).hasValueSatisfying(a -> assertThat(a).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1..2.3",
        "1.2.3.4.",
        "a.b.c.d",
        "1.2.3.-4",
        "1.2.3.99999999999"
      })
  void refusesWhatIsNoIpv4(String text) {
    assertThat(IpAddress.ipv4(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "fd00::",
        "2001:db8:0:1::2",
        "1:2:3:4:5:6:7:8",
        "FE80::ABCD",
        "1::3:4:5:6:7:8"
      })
  void readsIpv6(String text) throws UnknownHostException {
    byte[] expected = InetAddress.getByName(text).getAddress();
    assertThat(IpAddress.ipv6(text)).hasValueSatisfying(a -> assertThat(a).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "::1.2.3.4",
        "1:2:3:4:5:6:7::8:9",
        "1:"
      })
  void refusesWhatIsNoIpv6(String text) {
    assertThat(IpAddress.ipv6(text)).isEmpty();
  }
}
