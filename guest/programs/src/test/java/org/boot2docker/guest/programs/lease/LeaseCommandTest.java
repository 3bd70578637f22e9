package org.boot2docker.guest.programs.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSurroundings;
import org.junit.jupiter.api.Test;

class LeaseCommandTest {
  private final FakeKernel kernel = new FakeKernel().file("/sys/class/net/eth0/ifindex", "2\n");
  private final FakeSurroundings surroundings = new FakeSurroundings(kernel);

  private int event(String event) {
    surroundings.variables.put("interface", "eth0");
    return LeaseCommand.ipv4(kernel, kernel, surroundings).run(List.of("/default.script", event));
  }

  private void lease() {
    surroundings.variables.put("ip", "10.0.2.15");
    surroundings.variables.put("mask", "24");
    surroundings.variables.put("router", "10.0.2.2 10.0.2.9");
    surroundings.variables.put("domain", "example.org");
    surroundings.variables.put("dns", "10.0.2.3 10.0.2.4");
    surroundings.variables.put("ntpsrv", "10.0.2.5");
  }

  private List<String> requests() {
    return surroundings.requests.stream().map(Bytes::hex).toList();
  }

  /** The fields that ip of iproute2 sends (seen with strace), in another order. */
  @Test
  void givesTheInterfaceItsAddressAndRouter() {
    lease();
    assertThat(event("bound")).isZero();
    assertThat(requests())
        .containsExactly(
            "3000000014000505"
                + "0000000000000000"
                + "0218000002000000"
                + "080002000a00020f"
                + "080001000a00020f"
                + "080004000a0002ff",
            "3400000018000505"
                + "0000000000000000"
                + "02000000fe10000100000000"
                + "080005000a000202"
                + "0800040002000000"
                + "0800060066000000");
    assertThat(kernel.text("/run/boot2docker/net/up")).isEqualTo("10.0.2.15\n");
  }

  @Test
  void writesNameAndTimeServers() {
    lease();
    event("bound");
    assertThat(kernel.text("/run/resolv.conf"))
        .isEqualTo("search example.org\nnameserver 10.0.2.3\nnameserver 10.0.2.4\n");
    assertThat(kernel.text("/run/boot2docker/net/eth0.ntp")).isEqualTo("10.0.2.5\n");
  }

  @Test
  void takesBackWhatItHadWhenTheLeaseIsLost() {
    lease();
    event("bound");
    kernel.file("/run/boot2docker/net/eth1.resolv", "nameserver 192.0.2.1\n");
    surroundings.requests.clear();

    assertThat(event("deconfig")).isZero();

    assertThat(requests())
        .containsExactly(
            "3400000019000500"
                + "0000000000000000"
                + "02000000fe00ff0000000000"
                + "080005000a000202"
                + "0800040002000000"
                + "0800060066000000",
            "2000000015000500" + "0000000000000000" + "0218000002000000" + "080002000a00020f");
    assertThat(kernel.exists("/run/boot2docker/net/eth0.given")).isFalse();
    assertThat(kernel.text("/run/resolv.conf")).isEqualTo("nameserver 192.0.2.1\n");
    assertThat(kernel.exists("/run/boot2docker/net/eth0.ntp")).isFalse();
  }

  /** Else nothing could be asked on an interface that somebody made, or took down, later. */
  @Test
  void bringsTheInterfaceUpBeforeItAsks() {
    event("deconfig");
    assertThat(kernel.calls).as("SIOCSIFFLAGS").anyMatch(call -> call.endsWith(" 8914"));
  }

  @Test
  void dropsWhatNoServerMaySay() {
    lease();
    surroundings.variables.put("domain", "evil\noptions attack");
    surroundings.variables.put("dns", "10.0.2.3 $(reboot) 1.2.3.4.5 300.1.1.1");
    surroundings.variables.put("router", "; reboot");
    surroundings.variables.put("ntpsrv", "../../etc/passwd");
    surroundings.variables.put("mask", "99");
    event("bound");
    assertThat(kernel.text("/run/resolv.conf")).isEqualTo("nameserver 10.0.2.3\n");
    assertThat(kernel.text("/run/boot2docker/net/eth0.ntp")).isEmpty();
    assertThat(requests()).hasSize(1);
    assertThat(requests().get(0)).contains("0218000002000000");
  }

  @Test
  void refusesAnAnswerWithoutAddress() {
    lease();
    surroundings.variables.put("ip", "");
    assertThat(event("bound")).isEqualTo(1);
    assertThat(requests()).isEmpty();
    assertThat(kernel.log()).contains("has no address");
  }

  @Test
  void saysWhatTheKernelRefuses() {
    lease();
    surroundings.answers.add(0);
    surroundings.answers.add(-101);
    event("bound");
    assertThat(kernel.log()).containsPattern("10\\.0\\.2\\.2 .*eth0.*error 101");
  }

  @Test
  void doesNothingOnEventsThatChangeNothing() {
    lease();
    assertThat(event("leasefail")).isZero();
    assertThat(event("nak")).isZero();
    assertThat(requests()).isEmpty();
  }

  @Test
  void namesAnInterfaceThatIsGone() {
    kernel.unlink("/sys/class/net/eth0/ifindex");
    assertThat(event("bound")).isEqualTo(1);
    assertThat(kernel.log()).contains("interface eth0");
  }

  /** Routes of RFC 3442, in the place of the router; one of them on the link itself. */
  @Test
  void takesTheServersRoutesDomainsAndPacketLength() {
    kernel.file("/sys/class/net/eth0/mtu", "1500\n");
    lease();
    surroundings.variables.put("search", "a.example b.example");
    surroundings.variables.put("mtu", "1400");
    surroundings.variables.put("staticroutes", "10.99.0.0/16 10.0.2.7 10.98.0.0/15 0.0.0.0");
    event("bound");
    assertThat(requests().subList(1, 3))
        .containsExactly(
            "3c00000018000505"
                + "0000000000000000"
                + "02100000fe10000100000000"
                + "080001000a630000"
                + "080005000a000207"
                + "0800040002000000"
                + "0800060066000000",
            "3400000018000505"
                + "0000000000000000"
                + "020f0000fe10fd0100000000"
                + "080001000a620000"
                + "0800040002000000"
                + "0800060066000000");
    assertThat(kernel.text("/run/resolv.conf")).startsWith("search a.example b.example\n");
    assertThat(kernel.calls).as("SIOCSIFMTU").anyMatch(call -> call.endsWith(" 8922"));
    assertThat(kernel.text("/run/boot2docker/net/eth0.given"))
        .isEqualTo(
            """
            address 10.0.2.15/24
            route 10.99.0.0/16 10.0.2.7
            route 10.98.0.0/15 0.0.0.0
            mtu 1500
            """);
  }

  @Test
  void aRouterOutsideOfTheNetworkIsReachedOnTheLink() {
    lease();
    surroundings.variables.put("mask", "32");
    surroundings.variables.put("router", "169.254.1.1");
    event("bound");
    assertThat(requests().get(1)).as("RTNH_F_ONLINK").contains("02000000fe10000104000000");
  }

  @Test
  void aRenewalTakesWhatTheServerNoLongerGives() {
    lease();
    surroundings.variables.put("staticroutes", "10.99.0.0/16 10.0.2.7");
    event("bound");
    surroundings.requests.clear();
    surroundings.variables.put("ip", "10.0.2.16");
    surroundings.variables.remove("staticroutes");
    surroundings.variables.put("dns", "10.0.2.9");
    event("renew");
    assertThat(requests()).hasSize(4);
    assertThat(requests().get(0)).startsWith("3c00000019000500").contains("080001000a630000");
    assertThat(requests().get(1)).startsWith("2000000015000500").contains("080002000a00020f");
    assertThat(requests().get(2)).contains("14000505").contains("080002000a000210");
    assertThat(requests().get(3)).contains("18000505").contains("080005000a000202");
    assertThat(kernel.text("/run/resolv.conf"))
        .isEqualTo("search example.org\nnameserver 10.0.2.9\n");
    assertThat(kernel.text("/run/boot2docker/net/up")).isEqualTo("10.0.2.16\n");
  }

  @Test
  void whatTheUserAddedByHandStays() {
    lease();
    event("bound");
    surroundings.address(2, 0, new byte[] {10, 0, 3, 15});
    surroundings.requests.clear();
    event("deconfig");
    assertThat(requests()).noneMatch(request -> request.contains("0a00030f"));
  }

  @Test
  void dropsRoutesAndPacketLengthsThatMakeNoSense() {
    lease();
    surroundings.variables.put(
        "staticroutes", "10.99.0.0/99 10.0.2.7 $(reboot) 1 fd00::/8 fd00::1");
    surroundings.variables.put("mtu", "68");
    surroundings.variables.put("search", "evil\nnameserver 6.6.6.6");
    event("bound");
    assertThat(requests()).as("the address and the router").hasSize(2);
    assertThat(kernel.calls).noneMatch(call -> call.endsWith(" 8922"));
    assertThat(kernel.text("/run/resolv.conf")).startsWith("search example.org\n");
  }

  private int event6(String event) {
    surroundings.variables.clear();
    surroundings.variables.put("interface", "eth0");
    surroundings.variables.put("ipv6", "2001:db8::77");
    surroundings.variables.put("dns", "2001:db8::53 10.0.2.66");
    surroundings.variables.put("search", "six.example");
    return LeaseCommand.ipv6(kernel, kernel, surroundings).run(List.of("/default6.script", event));
  }

  @Test
  void anAddressOfDhcpv6StandsBesideThatOfDhcp() {
    lease();
    event("bound");
    surroundings.requests.clear();
    assertThat(event6("bound")).isZero();
    assertThat(requests()).singleElement().asString().contains("20010db8000000000000000000000077");
    assertThat(kernel.text("/run/resolv.conf"))
        .contains("nameserver 10.0.2.3\n", "nameserver 2001:db8:0:0:0:0:0:53\n", "six.example")
        .doesNotContain("10.0.2.66");

    surroundings.requests.clear();
    event6("deconfig");
    assertThat(requests()).singleElement().asString().contains("20010db8000000000000000000000077");
    assertThat(kernel.text("/run/resolv.conf")).contains("10.0.2.3").doesNotContain("2001:db8");
  }

  @Test
  void anAnswerOfDhcpv6WithoutAnAddressIsAnError() {
    surroundings.variables.put("interface", "eth0");
    assertThat(
            LeaseCommand.ipv6(kernel, kernel, surroundings)
                .run(List.of("/default6.script", "bound")))
        .isEqualTo(1);
    assertThat(requests()).isEmpty();
  }
}
