package org.boot2docker.init.bytes;

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
}
