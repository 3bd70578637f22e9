package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;

/**
 * A router and DHCP server: this machine's dnsmasq with its libraries, in a name space of a guest.
 */
final class Dnsmasq {
  /** What runs a command in the name space. */
  static final String IN_NAME_SPACE = "sudo ip netns exec lan ";

  private static final String ROOT = "/tmp/dnsmasq";
  private static final String BASICS =
      "-C /dev/null --port=0 --user=root --group=root --no-hosts --no-resolv --leasefile-ro"
          + " --pid-file=/tmp/pid --log-facility=/tmp/log";

  private Dnsmasq() {}

  /**
   * Starts it on a card of the guest's, which moves into a name space of its own.
   *
   * @param address which the card gets, with the length of its prefix
   * @param options of dnsmasq, besides those without which it would do more than that
   */
  static void serve(Guest guest, Path directory, String card, String address, List<String> options)
      throws IOException {
    guest.upload(HostProgram.tar(directory, "/usr/sbin/dnsmasq"), "/tmp/dnsmasq.tar");
    guest.run("mkdir " + ROOT + " && tar xf /tmp/dnsmasq.tar -C " + ROOT);
    guest.run(
        "cd %s && mkdir -p tmp dev etc && cp /etc/passwd /etc/group etc".formatted(ROOT)
            + " && sudo mount --bind /dev dev");
    String nodad = address.contains(":") ? " nodad" : "";
    guest.run(
        "sudo ip netns add lan && sudo ip link set %1$s netns lan".formatted(card)
            + " && sudo ip -n lan link set %1$s up".formatted(card)
            + " && sudo ip -n lan address add %s dev %s%s".formatted(address, card, nodad));
    guest.run(
        IN_NAME_SPACE
            + "chroot %s /usr/sbin/dnsmasq %s --interface=%s ".formatted(ROOT, BASICS, card)
            + String.join(" ", options));
  }
}
