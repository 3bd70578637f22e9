package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;

/**
 * A router and DHCPv6 server: this machine's dnsmasq with its libraries, in a name space of a
 * guest.
 */
final class Dnsmasq {
  private static final String ROOT = "/tmp/dnsmasq";

  private Dnsmasq() {}

  /**
   * Starts it on a card of the guest's, which moves into a name space of its own.
   *
   * @param card which gets the address {@code fd06::1}
   */
  static void serve(Guest guest, Path directory, String card) throws IOException {
    guest.upload(HostProgram.tar(directory, "/usr/sbin/dnsmasq"), "/tmp/dnsmasq.tar");
    guest.run("mkdir " + ROOT + " && tar xf /tmp/dnsmasq.tar -C " + ROOT);
    guest.run(
        "cd %s && mkdir -p tmp dev etc && cp /etc/passwd /etc/group etc".formatted(ROOT)
            + " && sudo mount --bind /dev dev");
    guest.run(
        "sudo ip netns add six && sudo ip link set %1$s netns six".formatted(card)
            + " && sudo ip -n six link set %1$s up".formatted(card)
            + " && sudo ip -n six address add fd06::1/64 dev %1$s nodad".formatted(card));
    List<String> words =
        List.of(
            "-C /dev/null --port=0 --user=root --group=root --no-hosts --no-resolv",
            "--leasefile-ro --pid-file=/tmp/pid --log-facility=/tmp/log --interface=" + card,
            "--enable-ra --dhcp-range=fd06::100,fd06::100,64,10m",
            "--dhcp-option=option6:dns-server,[fd06::53]",
            "--dhcp-option=option6:domain-search,six.example");
    guest.run(
        "sudo ip netns exec six chroot %s /usr/sbin/dnsmasq ".formatted(ROOT)
            + String.join(" ", words));
  }
}
