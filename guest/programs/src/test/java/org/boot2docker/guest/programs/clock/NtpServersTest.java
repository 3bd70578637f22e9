package org.boot2docker.guest.programs.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.programs.clock.NtpServers.Server;
import org.boot2docker.guest.system.kernel.FakeFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtpServersTest {
  private static final String PROFILE = "/var/lib/boot2docker/profile";

  private final FakeFiles files = new FakeFiles();
  private final NtpServers servers = new NtpServers(files);

  @Test
  void publicServersAreAskedWhenNobodySaysOtherwise() {
    assertThat(servers.all()).containsExactly(new Server("pool.ntp.org", 123));
  }

  @Test
  void serversOfTheNetworkComeFirst() {
    files.file("/run/boot2docker/net/eth0.ntp", "192.168.1.1\n192.168.1.2\n");
    files.file("/run/boot2docker/net/eth0.resolv", "nameserver 192.168.1.9\n");
    files.file(PROFILE, "NTP_SERVER='ntp.example.com 10.0.2.2:12300'\n");

    assertThat(servers.all())
        .containsExactly(
            new Server("192.168.1.1", 123),
            new Server("192.168.1.2", 123),
            new Server("ntp.example.com", 123),
            new Server("10.0.2.2", 12300));
  }

  @Test
  void profileCanSayThatNobodyIsAsked() {
    files.file("/run/boot2docker/net/eth0.ntp", "192.168.1.1\n");
    files.file(PROFILE, "NTP_SERVER=none\n");

    assertThat(servers.all()).isEmpty();
  }

  @Test
  void sixthVersionAddressesAreUnderstood() {
    assertThat(NtpServers.parse("fd00::1")).contains(new Server("fd00::1", 123));
    assertThat(NtpServers.parse("[fd00::1]:1230")).contains(new Server("fd00::1", 1230));
    assertThat(NtpServers.parse("[fd00::1]")).contains(new Server("fd00::1", 123));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a;b", "$(x)", "host:", "host:0", "host:99999", "host:x", "[]"})
  void whatIsNoServerIsPassedOver(String text) {
    assertThat(NtpServers.parse(text)).isEmpty();
  }
}
