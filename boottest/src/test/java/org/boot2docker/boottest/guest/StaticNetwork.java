package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.boot2docker.boottest.lab.Guest;

/** Settings of the network with all keys, and what comes of them. */
final class StaticNetwork {
  /** QEMU forwards the SSH port to this address. */
  static final String SETTINGS =
      """
      address=10.0.2.15/24 fec0::77/64
      gateway=10.0.2.2
      dns=10.0.2.3
      search=a.example b.example
      mtu=1400
      routes=10.99.0.0/16 10.0.2.9
      ntp=10.0.2.9
      office.vlan=eth0 5
      office.address=10.5.0.2/24
      asking.vlan=eth0 6
      v7.vlan=eth0 7
      b2dbond.bond=v7
      b2dbond.mode=balance-xor
      b2dbond.address=none
      v8.vlan=eth0 8
      b2dbridge.bridge=v8
      b2dbridge.address=10.8.0.1/24
      """;

  private static final Duration SOON = Duration.ofMinutes(2);

  private StaticNetwork() {}

  /** The same as parameters of the kernel. */
  static String parameters() {
    return SETTINGS
        .lines()
        .map(line -> " boot2docker.net." + line.replace(' ', ','))
        .collect(Collectors.joining());
  }

  static void isThere(Guest guest, String hostName) throws IOException {
    assertThat(guest.run("ip address show eth0")).contains("mtu 1400", "10.0.2.15/24", "fec0::77");
    assertThat(guest.run("ip route")).contains("default via 10.0.2.2", "10.99.0.0/16 via 10.0.2.9");
    assertThat(guest.run("cat /run/resolv.conf"))
        .startsWith("search a.example b.example\nnameserver 10.0.2.3\n");
    assertThat(guest.run("cat /run/boot2docker/net/eth0.ntp")).isEqualTo("10.0.2.9\n");
    assertThat(guest.exec("pgrep -f '^udhcpc.*eth0'").exit()).as("no client").isEqualTo(1);
    guest.await(SOON, "ip -d link show b2dbond", "mode balance-xor");
    guest.await(SOON, "ip -d link show b2dbridge", "bridge");
    guest.run(
        "docker network create -o com.docker.network.bridge.name=b2dbridge"
            + " --subnet 10.8.0.0/24 --gateway 10.8.0.1 bridged");
    assertThat(guest.run("ip address show b2dbridge")).contains("10.8.0.1/24");
    guest.run("docker network rm bridged");
    guest.await(SOON, "ip -d address show office", "10.5.0.2/24");
    assertThat(guest.run("ip -d link show office")).contains("vlan protocol 802.1Q id 5");
    guest.await(SOON, "pgrep -af '^udhcpc.*asking'", "hostname:" + hostName);
  }
}
