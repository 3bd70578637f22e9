package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a DHCP server says is done: a real one, behind a pair of cards in a name space. */
@Order(37)
@ExtendWith(LabExtension.class)
class NetworkTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String CARD = "b2d5";
  private static final String SERVER =
      "interface far5\nstart 10.5.0.20\nend 10.5.0.20\nlease_file /tmp/leases5\n"
          + "pidfile /tmp/udhcpd5.pid\nopt subnet 255.255.255.0\nopt lease 600\n";

  private static void serve(Guest guest, String options) throws IOException {
    guest.exec("cat > /tmp/udhcpd5.conf", SERVER + options);
    guest.run(
        "sudo kill $(cat /tmp/udhcpd5.pid 2> /dev/null) 2> /dev/null; sleep 1; sudo touch /tmp/leases5"
            + " && sudo ip netns exec far5 busybox udhcpd /tmp/udhcpd5.conf");
  }

  @Test
  @Tag("nightly")
  void optionsAreAppliedAndRenewedAndAnAddressSetByHandStays(Guest guest) throws IOException {
    guest.run(
        "sudo ip netns add far5 && sudo ip link add "
            + CARD
            + " type veth peer name far5 netns far5"
            + " && sudo ip -n far5 address add 10.5.0.1/24 dev far5"
            + " && sudo ip -n far5 link set far5 up");
    serve(
        guest,
        "opt router 10.5.0.1\nopt staticroutes 10.99.0.0/16 10.5.0.7, 10.98.0.0/16 10.5.0.8\n"
            + "opt search a.example b.example\nopt mtu 1400\nopt dns 10.5.0.53\n");
    guest.run("sudo /usr/sbin/init network " + CARD + " > /dev/null 2>&1 &");

    guest.await(SOON, "cat /run/resolv.conf", "nameserver 10.5.0.53");
    assertThat(guest.run("cat /run/resolv.conf")).contains("search a.example b.example\n");
    assertThat(guest.run("ip address show " + CARD)).contains("mtu 1400", "10.5.0.20/24");
    assertThat(guest.run("ip route show dev " + CARD))
        .contains("10.99.0.0/16 via 10.5.0.7", "10.98.0.0/16 via 10.5.0.8")
        .doesNotContain("default");
    guest.await(
        SOON,
        "sudo kill -USR1 $(cat /tmp/udhcpd5.pid); sleep 1; ls -l /tmp/leases5;"
            + " sudo cat /tmp/leases5 | tr -d '\\000'",
        guest.run("hostname").strip());

    serve(
        guest,
        "opt router 10.5.0.1\nopt staticroutes 10.99.0.0/16 10.5.0.9\nopt dns 10.5.0.54\n"
            + "opt domain c.example\n");
    guest.run("sudo kill -USR1 $(cat /var/run/udhcpc." + CARD + ".pid)");
    guest.await(SOON, "cat /run/resolv.conf", "nameserver 10.5.0.54");
    assertThat(guest.run("cat /run/resolv.conf"))
        .as("the domain where there is no search list")
        .contains("search c.example\n")
        .doesNotContain("10.5.0.53", "a.example");
    assertThat(guest.run("ip address show " + CARD)).contains("mtu 1500", "10.5.0.20/24");
    assertThat(guest.run("ip route show dev " + CARD))
        .contains("10.99.0.0/16 via 10.5.0.9")
        .doesNotContain("10.98.0.0", "10.5.0.7");
    anUnpluggedCardLeavesItsRoutesToOthers(guest);

    guest.run(
        "sudo kill $(cat /var/run/udhcpc.%1$s.pid) && sudo ip address flush dev %1$s"
                .formatted(CARD)
            + " && sudo ip address add 10.5.0.99/24 dev "
            + CARD);
    assertThat(guest.run("ip -4 address show " + CARD)).contains("10.5.0.99/24");
    guest.run("sudo kill $(cat /tmp/udhcpd5.pid); sudo ip link del " + CARD);
    guest.run("sudo ip netns del far5; sudo rm /run/boot2docker/net/" + CARD + ".*");
  }

  private static void anUnpluggedCardLeavesItsRoutesToOthers(Guest guest) throws IOException {
    String way = "ip route get 10.99.0.1";
    assertThat(guest.run(way)).contains("dev " + CARD);
    guest.run("sudo ip -n far5 link set far5 down");
    guest.await(SOON, way, "dev eth0");
    guest.run("sudo ip -n far5 link set far5 up");
    guest.await(SOON, way, "dev " + CARD);
  }

  /** Init starts no other client for a card whose client somebody has killed. */
  @Test
  @Tag("nightly")
  void theClientThatSomebodyKilledIsNotStartedAgain(Guest guest) throws IOException {
    guest.run("sudo kill $(cat /var/run/udhcpc.eth0.pid)");
    guest.await(SOON, "sudo service network status", "ended with exit status 0");
    guest.run("sleep 3; ! pgrep -f '^udhcpc.*eth0'");
    guest.run("sudo service network restart");
    guest.await(SOON, "pgrep -f '^udhcpc.*eth0' && echo running", "running");
    guest.await(SOON, "ip -4 address show eth0", "10.0.2.15");
  }
}
