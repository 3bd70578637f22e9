package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A guest whose hardware clock is years behind, and an NTP server that knows better. */
@Tag("nightly")
@Order(53)
@ExtendWith(LabExtension.class)
class TimeTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final long YEAR_2001 = 1_000_000_000L;

  @TempDir private Path directory;

  @Test
  void clockYearsBehindIsSetByAnNtpServer(Lab lab) throws IOException {
    MachineSpec.Builder spec =
        lab.image().machine().extraArguments("-rtc", "base=2001-09-09T01:46:40");
    Guest guest = lab.boot("wrong-clock", spec);
    guest.awaitDocker();

    assertThat(seconds(guest)).isGreaterThanOrEqualTo(imageDate(guest)).isGreaterThan(YEAR_2001);
    assertThat(guest.consoleText()).contains("hardware clock");
    assertThat(serversFromDhcp(guest)).isEqualTo("10.9.0.7\n10.9.0.8\n");

    try (Chrony chrony = Chrony.start(directory)) {
      String profile = "NTP_SERVER=" + chrony.seenByGuest() + "\n";
      guest.exec("sudo tee /var/lib/boot2docker/profile", profile);
      guest.run("sudo kill $(cat /run/boot2docker/services/clock.pid)");
      guest.await(SOON, "sudo dmesg | grep 'NTP server says' || true", "; set");

      assertThat(seconds(guest)).isCloseTo(now(), Offset.offset(1L));
    }
    assertThat(guest.run("cat /sys/class/rtc/rtc0/since_epoch").strip())
        .as("the hardware clock, which is the host's business")
        .startsWith("1000000");
  }

  /** What the DHCP client's script notes, told by a real DHCP server behind a pair of cards. */
  private static String serversFromDhcp(Guest guest) throws IOException {
    guest.run("sudo ip link add b2d0 type veth && sudo ip link set veth0 up");
    guest.run("sudo ip addr add 10.9.0.1/24 dev veth0");
    guest.exec(
        "cat > udhcpd.conf",
        "interface veth0\nstart 10.9.0.20\nend 10.9.0.30\nlease_file /tmp/leases\n"
            + "pidfile /tmp/udhcpd.pid\nopt ntpsrv 10.9.0.7 10.9.0.8\n");
    guest.run("touch /tmp/leases && sudo busybox udhcpd udhcpd.conf");
    guest.run("sudo /usr/sbin/init network b2d0 > /dev/null 2>&1 &");
    String servers = guest.await(SOON, "cat /run/boot2docker/net/b2d0.ntp", "10.9.0.7");
    guest.run(
        "sudo kill $(cat /tmp/udhcpd.pid) $(cat /var/run/udhcpc.b2d0.pid); sudo ip link del b2d0");
    guest.run("sudo rm /run/boot2docker/net/b2d0.*");
    return servers;
  }

  private static long imageDate(Guest guest) throws IOException {
    return Long.parseLong(guest.run("stat -c %Y /usr/sbin/init").strip());
  }

  private static long seconds(Guest guest) throws IOException {
    return Long.parseLong(guest.run("date +%s").strip());
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
