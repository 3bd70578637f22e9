package org.boot2docker.guest.init.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final String CARD = "/sys/class/net/eth0/";

  private final FakeKernel kernel =
      new FakeKernel()
          .file(CARD + "type", "1\n")
          .file(CARD + "ifindex", "2\n")
          .file(CARD + "operstate", "down\n")
          .link(CARD + "device", "x")
          .file("/proc/sys/net/ipv6/conf/eth0/accept_ra", "2\n");
  private final Loop loop = new Loop(kernel, new Log(kernel));
  private final Links links = new Links(kernel, kernel, loop);

  private void pass(long millis) {
    long end = kernel.millis() + millis;
    loop.after(millis, () -> {});
    while (kernel.millis() < end) {
      loop.step();
    }
  }

  @Test
  void asksTheRoutersOnceTheCardCanSend() {
    links.begin();
    pass(200);
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("routers"));
    kernel.file(CARD + "operstate", "up\n");
    pass(500);
    assertThat(kernel.calls)
        .filteredOn(call -> call.startsWith("routers"))
        .containsExactly("routers 2 48");
  }

  @Test
  void leavesItToLinuxWhereNothingIsPluggedIn() {
    links.appeared("eth0");
    pass(4_000);
    kernel.file(CARD + "operstate", "up\n");
    pass(4_000);
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("routers"));
  }

  @Test
  void asksNobodyWithoutIpv6() {
    kernel.unlink("/proc/sys/net/ipv6/conf/eth0/accept_ra");
    FakeKernel without =
        new FakeKernel().file(CARD + "operstate", "up\n").file(CARD + "ifindex", "2\n");
    new Links(without, without, new Loop(without, new Log(without))).appeared("eth0");
    assertThat(without.calls).noneMatch(call -> call.startsWith("routers"));
  }
}
