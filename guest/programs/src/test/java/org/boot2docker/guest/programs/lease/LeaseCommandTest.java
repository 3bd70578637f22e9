package org.boot2docker.guest.programs.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSurroundings;
import org.junit.jupiter.api.Test;

class LeaseCommandTest {
  private static final byte[] OURS = {10, 0, 2, 15};

  private final FakeKernel kernel = new FakeKernel().file("/sys/class/net/eth0/ifindex", "2\n");
  private final FakeSurroundings surroundings = new FakeSurroundings(kernel);

  private int event(String event) {
    surroundings.variables.put("interface", "eth0");
    return new LeaseCommand(kernel, kernel, surroundings).run(List.of("/default.script", event));
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
    surroundings.address(2, 0, OURS);
    surroundings.address(3, 0, new byte[] {10, 0, 3, 15});
    surroundings.address(2, 0, new byte[16]);

    assertThat(event("deconfig")).isZero();

    assertThat(requests())
        .containsExactly(
            "2000000015000500" + "0000000000000000" + "0218000002000000" + "080002000a00020f");
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
}
