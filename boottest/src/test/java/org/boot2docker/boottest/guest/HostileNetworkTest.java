package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.image.BootFiles;
import org.boot2docker.machine.console.Console;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.qmp.QmpClient;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A machine between networks that lie or are silent, with its password off. */
@Tag("nightly")
@Order(45)
@ExtendWith(LabExtension.class)
class HostileNetworkTest {
  private static final Duration BOOT = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String ASKING = "52:54:00:06:00:01";
  private static final String ROUTING = "52:54:00:06:00:02";
  private static final String COMMAND_LINE =
      "loglevel=3 console=tty0 console=ttyS0,115200 boot2docker.password=off"
          + " boot2docker.timezone=Europe/Berlin"
          + " boot2docker.net.office.vlan=eth2,7 boot2docker.net.office.address=10.7.0.1/24,fd07::1/64";
  private static final String EVIL =
      "a$(touch /tmp/evil)`touch /tmp/evil`;touch /tmp/evil\nnameserver 6.6.6.6";

  @TempDir private Path directory;

  @Test
  void bootsAndStaysReachableBetweenALyingAndASilentNetwork(Lab lab) throws IOException {
    HostTool.extract(lab.image().iso(), "/boot/vmlinuz", directory, "vmlinuz");
    HostTool.extract(lab.image().iso(), "/boot/initrd.img", directory, "initrd.img");
    BootMedium kernel =
        new BootMedium.Kernel(
            directory.resolve("vmlinuz"), directory.resolve("initrd.img"), COMMAND_LINE);
    String evil = EVIL.replace(",", ",,");
    Wire wire = Wire.open();
    Guest guest =
        lab.boot(
            "hostile-network",
            MachineSpec.booting(kernel)
                .extraArguments(
                    "-netdev",
                    "user,id=liar,net=10.66.0.0/24,hostname=%s,domainname=%s".formatted(evil, evil),
                    "-device",
                    "e1000,netdev=liar,romfile=",
                    "-netdev",
                    wire.netdev("silent"),
                    "-device",
                    "virtio-net-pci,netdev=silent,romfile=",
                    "-netdev",
                    "hubport,id=six,hubid=6",
                    "-device",
                    "virtio-net-pci,netdev=six,romfile=,mac=" + ASKING,
                    "-netdev",
                    "hubport,id=router,hubid=6",
                    "-device",
                    "virtio-net-pci,netdev=router,romfile=,mac=" + ROUTING));
    guest.awaitDocker();

    guest.await(SOON, "ip -4 addr", "10.66.0.15");
    assertThat(guest.exec("ls /tmp/evil /evil").exit()).as("the options were run").isNotZero();
    assertThat(guest.run("cat /run/resolv.conf").lines())
        .allMatch(line -> line.matches("nameserver [0-9.]+|search [A-Za-z0-9. -]+"))
        .doesNotContain("nameserver 6.6.6.6");
    assertThat(guest.run("hostname")).isEqualTo("boot2docker\n");
    assertThat(guest.run("cat /etc/timezone")).isEqualTo("Europe/Berlin\n");
    assertThat(guest.run("ip route get 1.1.1.1")).contains("dev eth0");
    assertThat(guest.run("ps -eo args | grep '[u]dhcpc.*eth2'")).contains("udhcpc");
    assertThat(guest.run("ip address show office")).contains("10.7.0.1/24", "fd07::1/64");
    passwordIsRefused(guest);
    reachableByIpv6(guest);
    wire.send(RouterAdvertisement.frame(Inet6Address.getByName("2001:db8::53"), SOON));
    guest.await(SOON, "cat /run/resolv.conf", "nameserver 2001:db8:0:0:0:0:0:53\n");
    wire.close();
    anAddressIsAskedForWhereARouterSaysSo(guest);
    guest.stop();
  }

  private void anAddressIsAskedForWhereARouterSaysSo(Guest guest) throws IOException {
    Dnsmasq.serve(
        guest,
        directory,
        cardOf(guest, ROUTING),
        "fd06::1/64",
        List.of(
            "--enable-ra --dhcp-range=fd06::100,fd06::100,64,10m",
            "--dhcp-option=option6:dns-server,[fd06::53]",
            "--dhcp-option=option6:domain-search,six.example"));
    guest.await(SOON, "ip -6 address show " + cardOf(guest, ASKING), "fd06::100/128");
    guest.await(
        SOON, "cat /run/boot2docker/net/*.dhcp6.resolv", "nameserver fd06:0:0:0:0:0:0:53\n");
    assertThat(guest.run("pgrep -af '^udhcpc6'")).as("nowhere else").hasLineCount(1);
    guest.await(SOON, "sudo ping -6 -c 3 -w 10 fd06::1", " 0% packet loss");
  }

  /** Numbers go by which driver comes first. */
  private static String cardOf(Guest guest, String address) throws IOException {
    return guest.run("ip -br link | grep " + address + " | cut -d ' ' -f 1").strip();
  }

  /** The file on the data disk is DataDiskTest's. */
  @Test
  void theNetworksSettingsMayBeParametersOfTheKernelOrOfTheFirmware(Lab lab) throws IOException {
    BootFiles files = BootFiles.extract(lab.image().iso(), directory);
    String line = files.commandLine(BuiltImage.MEMORY_MIB) + StaticNetwork.parameters();
    Guest parameters =
        lab.boot(
            "network-parameters",
            MachineSpec.booting(new BootMedium.Kernel(files.kernel(), files.initramfs(), line))
                .memoryMiB(BuiltImage.MEMORY_MIB));
    parameters.awaitDocker();
    StaticNetwork.isThere(parameters, "boot2docker");

    Path settings = Files.writeString(directory.resolve("network"), StaticNetwork.SETTINGS);
    String given = "name=" + FirmwareNames.NETWORK + ",file=" + settings;
    Guest firmware =
        lab.boot("network-firmware", lab.image().machine().extraArguments("-fw_cfg", given));
    firmware.awaitDocker();
    StaticNetwork.isThere(firmware, "boot2docker");
    firmware.stop();
  }

  @Test
  void runsDockerWithoutANetworkAndTakesOneThatComesLater(Lab lab) throws IOException {
    Guest guest = lab.boot("no-network", lab.image().machine());
    setLink(guest, false);
    try (Console console = guest.machine().console()) {
      console.await("docker@boot2docker:~$ ", BOOT);
      console.sendLine(
          "until docker version; do sleep 1; done > /dev/null 2>&1; echo up-$((6 * 7))");
      console.await("up-42", BOOT);
      console.sendLine("ip -4 addr show eth0; echo shown-$((6 * 7))");
      assertThat(console.await("shown-42", SOON)).doesNotContain("10.0.2.15");
    }
    setLink(guest, true);

    assertThat(guest.awaitDocker()).isNotEmpty();
    assertThat(guest.run("ip -4 addr show eth0")).contains("10.0.2.15");
    guest.stop();
  }

  /** Pulls the cable or plugs it in. */
  private static void setLink(Guest guest, boolean up) throws IOException {
    try (QmpClient qmp = guest.machine().qmp()) {
      qmp.execute("set_link", Map.of("name", "net0", "up", up));
    }
  }

  private void passwordIsRefused(Guest guest) throws IOException {
    HostTool.Result refused = OpenSsh.to(guest, directory).ssh("true");
    Instant end = Instant.now().plus(SOON);
    while (refused.err().contains("kex_exchange_identification") && Instant.now().isBefore(end)) {
      // In its first minute sshd starts anew when its slower keys are made.
      Pause.seconds(1);
      refused = OpenSsh.to(guest, directory).ssh("true");
    }

    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("Permission denied (publickey)");
  }

  /** QEMU's network gives a prefix by router advertisement; what comes by that address arrives. */
  private void reachableByIpv6(Guest guest) throws IOException {
    guest.await(SOON, "ip -6 addr show eth0", "fec0::");
    String address =
        guest.run("ip -6 addr show eth0 | sed -n 's/.*inet6 \\(fec0[^/]*\\).*/\\1/p'").strip();
    assertThat(guest.run("ip -6 route")).contains("default via fe80::2 dev eth0");
    // For a second nobody may use it: the guest asks whether another machine has it.
    guest.await(SOON, "nc -w 5 " + address + " 22 < /dev/null", "SSH-2.0-OpenSSH");

    BusyboxImage.load(guest, directory);
    guest.run(
        "docker run -d -p 8080:80 "
            + BusyboxImage.NAME
            + " sh -c 'while :; do echo from-the-container | nc -l -p 80; done'");
    guest.await(SOON, "nc -w 5 " + address + " 8080 < /dev/null", "from-the-container");
  }
}
