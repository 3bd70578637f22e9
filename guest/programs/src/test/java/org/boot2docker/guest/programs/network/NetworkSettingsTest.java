package org.boot2docker.guest.programs.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.programs.network.NetworkPlan.Planned;
import org.boot2docker.guest.programs.network.NetworkPlan.Source;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {
  private static final String FILE = "/var/lib/boot2docker/network";
  private static final String FIRMWARE =
      "/sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/network/raw";

  private final FakeKernel kernel = new FakeKernel();

  private NetworkPlan plan() {
    return new NetworkSettings(kernel).plan();
  }

  private Planned card(String name) {
    assertThat(plan().mistakes()).isEmpty();
    return plan().card(name).orElseThrow();
  }

  @Test
  void anAddressWithAllThatGoesWithIt() {
    kernel.file(
        FILE,
        """
        # the office
        address = 192.168.1.10/24, fd00::10/64
        gateway=192.168.1.1 fd00::1
        dns="192.168.1.53 2001:db8::53"
        search=a.example,b.example
        mtu=1400
        routes=10.99.0.0/16 192.168.1.254, 10.98.0.0/16 192.168.1.253\r
        ntp=192.168.1.7
        """);
    Planned card = card("eth0");
    CardSetup setup = card.setup();
    assertThat(card.source()).isEqualTo(Source.SETTINGS);
    assertThat(setup.addresses().stream().map(Prefix::text))
        .containsExactly("192.168.1.10/24", "fd00:0:0:0:0:0:0:10/64");
    assertThat(setup.routes().stream().map(Route::text))
        .containsExactly(
            "0.0.0.0/0 192.168.1.1",
            "0:0:0:0:0:0:0:0/0 fd00:0:0:0:0:0:0:1",
            "10.99.0.0/16 192.168.1.254",
            "10.98.0.0/16 192.168.1.253");
    assertThat(setup.mtu()).isEqualTo(1400);
    assertThat(setup.resolverLines())
        .isEqualTo(
            "search a.example b.example\nnameserver 192.168.1.53\nnameserver 2001:db8::53\n");
    assertThat(setup.timeServers()).containsExactly("192.168.1.7");
  }

  @Test
  void interfacesThatAreMadeOfOthers() {
    kernel.file(
        FILE,
        "bond0.bond=eth0 eth1\nbond0.mode=802.3ad\nbond0.address=none\n"
            + "office.vlan=bond0 5\noffice.address=10.5.0.2/24\nbr0.bridge=eth2\n");
    assertThat(card("bond0").device())
        .hasValue(new Device.Bond(java.util.List.of("eth0", "eth1"), 4));
    assertThat(card("office").device()).hasValue(new Device.Vlan("bond0", 5));
    assertThat(card("br0").source()).isEqualTo(Source.DHCP);
    assertThat(plan().isMember("eth1")).isTrue();
    assertThat(plan().isMember("bond0")).as("it carries a VLAN beside its own packets").isFalse();
    assertThat(plan().madeOf("bond0").stream().map(Planned::name)).containsExactly("office");
  }

  @Test
  void theKernelsCommandLineGoesBeforeTheFirmwareAndThatBeforeTheFile() {
    kernel.file(FILE, "address=10.0.0.1/24\ndns=10.0.0.53\n");
    assertThat(card("eth0").setup().addresses().get(0).text()).isEqualTo("10.0.0.1/24");
    kernel.file(FIRMWARE, "address=10.0.0.2/24\n");
    assertThat(card("eth0").setup().addresses().get(0).text()).isEqualTo("10.0.0.2/24");
    assertThat(card("eth0").setup().nameServers()).as("sources are not mixed").isEmpty();
    kernel.file("/proc/cmdline", "quiet boot2docker.net.eth0.5.address=10.0.0.3/24,fd00::3/64");
    assertThat(plan().card("eth0")).isEmpty();
    assertThat(card("eth0.5").setup().addresses()).hasSize(2);
    kernel.file("/proc/cmdline", "boot2docker.net=dhcp boot2docker.net.address=10.0.0.3/24");
    assertThat(plan().cards()).isEmpty();
  }

  @Test
  void dhcpIsCompletedByTheUsersOwn() {
    kernel.file(FILE, "dns=1.1.1.1\nmtu=1300\n");
    CardSetup given =
        new CardSetup(
            java.util.List.of(),
            new byte[0],
            java.util.List.of(),
            1500,
            java.util.List.of("10.0.2.3"),
            java.util.List.of("example.org"),
            java.util.List.of());
    CardSetup completed = plan().completed("eth0", given);
    assertThat(completed.resolverLines()).isEqualTo("search example.org\nnameserver 1.1.1.1\n");
    assertThat(completed.mtu()).isEqualTo(1300);
    assertThat(plan().completed("eth1", given)).isEqualTo(given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "adress=10.0.0.1/24 | 'adress' is no key: did you mean address?",
        "color=red | 'color' is no key: use one of address gateway dns",
        "address 10.0.0.1/24 | the line is no setting: write key=value",
        "e/h0.address=10.0.0.1/24 | 'e/h0' is no interface: write eth0",
        "address=10.0.0.1 | '10.0.0.1' is no address with a prefix length: write 10.0.0.1/24",
        "address=10.0.0.300/24 | '10.0.0.300/24' is no address with a prefix length: write 192",
        "address= | the address is empty: write",
        "gateway=10.0.0.1 | eth0 has no address of its own: add eth0.address",
        "address=10.0.0.1/24;gateway=10.0.1.1 | 10.0.1.1 is in no network of eth0: correct it",
        "address=10.0.0.1/24;gateway=router | 'router' is no address: write one such as",
        "address=10.0.0.1/24;gateway=10.0.0.2 10.0.0.3 | two routers of one protocol: keep one",
        "address=10.0.0.1/24;routes=10.9.0.0/16 | '10.9.0.0/16' is no route: write 10.99.0.0/16",
        "dns=one.example | 'one.example' is no address: write one such as",
        "search=a_b | 'a_b' is no domain: write one such as",
        "mtu=9 | '9' is no MTU: write a number of 576 to 65535",
        "address=fd00::1/64;mtu=1000 | '1000' is no MTU: write a number of 1280 to 65535",
        "mtu=1400;mtu=1500 | eth0.mtu is also in /var/lib/boot2docker/network:1: keep one of them",
        "v.vlan=eth0 | it is no VLAN: write an interface and a number of 1 to 4094",
        "v.vlan=eth0 4095 | it is no VLAN: write",
        "b.bond=eth0;b.mode=active-backupp | no mode of a bond: did you mean active-backup?",
        "b.mode=802.3ad | b is no bond: add b.bond=eth0 eth1",
        "b.bond= | it names no interfaces: write them",
        "b.bond=eth0;b.bridge=eth1 | b is also a bond: keep one of them",
        "b.bridge=b | b is made of itself: name other interfaces",
        "a.bridge=eth0;b.bridge=eth0 | eth0 is a part of a and of b: remove it from one of them",
        "b.bridge=eth0;address=10.0.0.1/24 | eth0 has an address, but is a part of b: write b.addr",
      })
  void mistakesAreSaidAndLeaveAllToDhcp(String lines, String mistake) {
    kernel.file(FILE, lines.replace(";", "\n"));
    assertThat(plan().cards()).isEmpty();
    assertThat(plan().mistakes())
        .anyMatch(line -> line.startsWith(FILE + ":") && line.contains(mistake));
  }

  @Test
  void namesTheParameterThatIsWrong() {
    kernel.file("/proc/cmdline", "boot2docker.net.eth1.mtu=big");
    assertThat(plan().mistakes())
        .containsExactly(
            "kernel parameter boot2docker.net.eth1.mtu: 'big' is no MTU:"
                + " write a number of 576 to 65535");
    kernel.file("/proc/cmdline", "boot2docker.net=static");
    assertThat(plan().mistakes())
        .containsExactly("boot2docker.net=static is unknown: write boot2docker.net=dhcp");
  }

  @Test
  void aFileThatIsFarTooLargeIsNotRead() {
    kernel.file(FILE, "#".repeat(70_000));
    assertThat(plan().mistakes()).singleElement().asString().contains("larger than 64 KiB");
  }
}
