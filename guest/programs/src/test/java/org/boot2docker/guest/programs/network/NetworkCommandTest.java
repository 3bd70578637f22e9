package org.boot2docker.guest.programs.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSurroundings;
import org.junit.jupiter.api.Test;

class NetworkCommandTest {
  private static final String FILE = "/var/lib/boot2docker/network";
  private static final String CARD = "/sys/class/net/";

  private final FakeKernel kernel = new FakeKernel().file("/proc/sys/kernel/hostname", "web1\n");
  private final FakeSurroundings surroundings = new FakeSurroundings(kernel);

  private void card(String name, int index) {
    kernel.file(CARD + name + "/ifindex", index + "\n");
    kernel.file(CARD + name + "/type", "1\n");
    kernel.file(CARD + name + "/mtu", "1500\n");
    kernel.link(CARD + name + "/device", "x");
  }

  private List<String> run(String name) {
    return new NetworkCommand(kernel, surroundings, name).run();
  }

  private List<String> requests() {
    return surroundings.requests.stream().map(Bytes::hex).toList();
  }

  @Test
  void theClientTellsTheServerTheMachinesOwnName() {
    card("eth1", 3);
    assertThat(String.join(" ", run("eth1")))
        .startsWith("udhcpc -f -S -i eth1 -p /var/run/udhcpc.eth1.pid ")
        .endsWith(" -x hostname:web1")
        .contains(" -O search -O mtu -O staticroutes ");
    assertThat(requests()).isEmpty();
  }

  @Test
  void mistakesAreSaidOnceAndDhcpIsUsed() {
    card("eth0", 2);
    card("eth1", 3);
    kernel.file(FILE, "adress=10.0.0.1/24\n");
    assertThat(run("eth0")).isNotEmpty();
    assertThat(run("eth1")).isNotEmpty();
    assertThat(kernel.log())
        .containsOnlyOnce(
            "/var/lib/boot2docker/network:1: 'adress' is no key: did you mean address?;"
                + " until then DHCP is used");
  }

  @Test
  void anAddressOfTheSettingsNeedsNoClient() {
    card("eth1", 3);
    kernel.file(
        FILE, "eth1.address=10.0.0.9/24 fd00::9/64\neth1.gateway=10.0.0.1\neth1.dns=10.0.0.53\n");
    assertThat(run("eth1")).isEmpty();
    assertThat(requests())
        .containsExactly(
            "3000000014000505"
                + "0000000000000000"
                + "0218000003000000"
                + "080002000a000009"
                + "080001000a000009"
                + "080004000a0000ff",
            "4000000014000505"
                + "0000000000000000"
                + "0a40000003000000"
                + "14000200fd000000000000000000000000000009"
                + "14000100fd000000000000000000000000000009",
            "3400000018000505"
                + "0000000000000000"
                + "02000000fe10000100000000"
                + "080005000a000001"
                + "0800040003000000"
                + "0800060067000000");
    assertThat(kernel.text("/run/boot2docker/net/up")).isEqualTo("10.0.0.9\n");
    assertThat(kernel.text("/run/resolv.conf")).isEqualTo("nameserver 10.0.0.53\n");
  }

  /** The bytes that ip of iproute2 sends, but for the order of its attributes. */
  @Test
  void aVlanIsMadeWhenItsCardIsThere() {
    card("eth1", 3);
    kernel.file(FILE, "office.vlan=eth1 5\n");
    assertThat(run("eth1")).as("the card itself still asks").isNotEmpty();
    assertThat(requests())
        .containsExactly(
            "5000000010000506"
                + "0000000000000000"
                + "00".repeat(16)
                + "0b0003006f6666696365000"
                + "0"
                + "0800050003000000"
                + "1c001280"
                + "09000100766c616e00000000"
                + "0c0002800600010005000000");
    assertThat(kernel.exists("/run/boot2docker/net/office.made")).isTrue();
  }

  @Test
  void aPartOfABondGoesDownAndJoins() {
    card("eth1", 3);
    card("bond0", 9);
    kernel.file(FILE, "bond0.bond=eth1 eth2\n");
    surroundings.answers.add(-17);
    assertThat(run("eth1")).isEmpty();
    assertThat(requests()).hasSize(2);
    assertThat(requests().get(1))
        .isEqualTo(
            "2800000010000500"
                + "0000000000000000"
                + "00000000"
                + "03000000"
                + "0000000000000000"
                + "08000a0009000000");
    assertThat(kernel.log()).as("that another part was first is no mistake").doesNotContain("mak");
  }

  @Test
  void aPartThatHasJoinedStaysUpWhenTheNetworkIsStartedAgain() {
    card("eth1", 3);
    card("bond0", 9);
    kernel.file("/sys/class/net/eth1/master/ifindex", "9\n");
    kernel.file("/sys/class/net/bond0/bonding/mode", "active-backup 1\n");
    kernel.file(FILE, "bond0.bond=eth1 eth2\nbond0.mode=active-backup\n");
    surroundings.answers.add(-17);
    kernel.calls.clear();

    assertThat(run("eth1")).isEmpty();

    assertThat(requests()).as("only the bond itself is asked for").hasSize(1);
    assertThat(kernel.calls).noneMatch(call -> call.contains("down"));
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void whatCannotBeChangedWithoutARebootIsSaid() {
    card("eth1", 3);
    card("office", 9);
    kernel.file("/proc/net/vlan/office", "office  VID: 5\t REORDER_HDR: 1\nDevice: eth1\n");
    kernel.file(FILE, "office.vlan=eth1 6\n");
    surroundings.answers.add(-17);

    run("eth1");

    assertThat(kernel.log()).contains("<3>boot2docker: office keeps its former number: reboot");
  }

  @Test
  void aCardThatIsNoPartAnyMoreLeavesTheBridge() {
    card("eth1", 3);
    card("br0", 9);
    kernel.file("/run/boot2docker/net/br0.made", "");
    kernel.file("/sys/class/net/eth1/master/ifindex", "9\n");
    kernel.file(FILE, "br0.bridge=eth2\n");

    assertThat(run("eth1")).as("it asks for an address").isNotEmpty();

    assertThat(requests())
        .containsExactly(
            "2800000010000500"
                + "0000000000000000"
                + "00000000"
                + "03000000"
                + "0000000000000000"
                + "08000a0000000000");
  }

  @Test
  void saysWhichCardsAreNotThere() {
    card("eth0", 2);
    kernel.file(FILE, "eth0.address=10.0.0.9/24\neht1.address=10.0.1.9/24\n");
    NetworkCommand command = new NetworkCommand(kernel, surroundings, "eth0");
    command.sayMissing(new NetworkSettings(kernel).plan());
    assertThat(kernel.log())
        .contains(
            "/var/lib/boot2docker/network:2: there is no interface eht1 yet:"
                + " correct the name if it is none of eth0");
  }

  @Test
  void theClientOfDhcpv6RunsOnlyWhereTheSettingsGiveNoAddress() {
    card("eth0", 2);
    card("eth1", 3);
    kernel.file(FILE, "eth1.address=fec0::77/64\n");
    assertThat(new Network6Command(kernel, "eth0").run())
        .startsWith("udhcpc6")
        .containsSubsequence("-i", "eth0");
    assertThat(new Network6Command(kernel, "eth1").run()).isEmpty();
  }
}
