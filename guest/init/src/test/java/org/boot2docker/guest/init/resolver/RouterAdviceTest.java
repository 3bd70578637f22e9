package org.boot2docker.guest.init.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.netlink.NetlinkMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterAdviceTest {
  private static final String GLOBAL = "20010db8000000000000000000000053";
  private static final String LINK_LOCAL = "fe800000000000000000000000000001";
  private static final String RESOLVER = "/run/resolv.conf";

  private final FakeKernel kernel = new FakeKernel();
  private final Loop loop = new Loop(kernel, new Log(kernel));
  private final List<String> managed = new ArrayList<>();
  private int socket;

  @BeforeEach
  void listen() {
    kernel.file("/sys/class/net/eth0/ifindex", "2\n");
    kernel.file("/run/boot2docker/net/eth0.resolv", "nameserver 10.0.2.3\n");
    // The sockets of a fake kernel are numbered: the next one is the advice's.
    socket = kernel.routerSocket() + 1;
    new RouterAdvice(kernel, loop, managed::add).begin();
  }

  private void announce(int interfaceIndex, int seconds, String servers) {
    kernel.deliver(socket, message(interfaceIndex, seconds, servers));
    loop.step();
  }

  private static byte[] message(int interfaceIndex, int seconds, String servers) {
    byte[] addresses = HexFormat.of().parseHex(servers);
    int option = 8 + addresses.length;
    return ByteBuffer.allocate(32 + option)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(32 + option)
        .putShort((short) 68)
        .position(16)
        .put((byte) 10)
        .put((byte) 0)
        .putShort((short) option)
        .putInt(interfaceIndex)
        .put((byte) 134)
        .position(32)
        .put((byte) 25)
        .put((byte) (option / 8))
        .putShort((short) 0)
        .order(ByteOrder.BIG_ENDIAN)
        .putInt(seconds)
        .put(addresses)
        .array();
  }

  /** RTM_NEWLINK as Linux sends it, shortened to two of its attributes. */
  private void changeFlags(int flags) {
    byte[] message =
        ByteBuffer.allocate(52)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(52)
            .putShort((short) 16)
            .position(16)
            .put((byte) 10)
            .position(20)
            .putInt(2)
            .position(32)
            .putShort((short) 8)
            .putShort((short) 4)
            .putInt(1500)
            .putShort((short) 12)
            .putShort((short) (0x8000 | 12))
            .putShort((short) 8)
            .putShort((short) 1)
            .putInt(flags)
            .array();
    kernel.deliver(socket, message);
    loop.step();
  }

  @Test
  void aRouterWhoseServerHasAddressesIsTold() {
    changeFlags(0x8000_0020);
    assertThat(managed).as("only that there is a router").isEmpty();
    changeFlags(0x8000_0060);
    assertThat(managed).containsExactly("eth0");
  }

  @Test
  void aServerBehindNat64IsTakenAndAddressesWithoutANetworkAreNot() {
    String nat64 = "0064ff9b0000000000000000c0000201";
    String loopback = "0".repeat(31) + "1";
    String mapped = "0".repeat(20) + "ffffc0000201";
    announce(2, 600, nat64 + loopback + mapped + "0".repeat(32));

    assertThat(kernel.text(RESOLVER))
        .isEqualTo(
            """
            nameserver 10.0.2.3
            nameserver 64:ff9b:0:0:0:0:c000:201
            """);
  }

  @Test
  void announcedServersStandBehindThoseOfDhcp() {
    announce(2, 600, GLOBAL + LINK_LOCAL);

    assertThat(kernel.text(RESOLVER))
        .isEqualTo(
            """
            nameserver 10.0.2.3
            nameserver 2001:db8:0:0:0:0:0:53
            nameserver fe80:0:0:0:0:0:0:1%eth0
            """);
  }

  @Test
  void serversAreForgottenWhenTheyAreTakenBackOrTheirTimeIsOver() {
    announce(2, 600, GLOBAL);
    announce(2, 0, GLOBAL);
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.2.3\n");

    announce(2, 600, GLOBAL);
    assertThat(kernel.text(RESOLVER)).contains("2001:db8");
    minutes(10);
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.2.3\n");
  }

  /** Each step lasts until the next look at the time. */
  private void minutes(int count) {
    long end = kernel.millis() + count * 60_000L;
    while (kernel.millis() < end) {
      loop.step();
    }
  }

  @Test
  void whatIsTakenBackIsOnlyWhatTheOptionNames() {
    announce(2, 600, LINK_LOCAL);
    announce(2, 600, GLOBAL);
    announce(2, 0, LINK_LOCAL);
    assertThat(kernel.text(RESOLVER))
        .isEqualTo("nameserver 10.0.2.3\nnameserver 2001:db8:0:0:0:0:0:53\n");
  }

  @Test
  void eachServerEndsInItsOwnTime() {
    announce(2, 90, LINK_LOCAL);
    announce(2, 600, GLOBAL);
    minutes(3);
    assertThat(kernel.text(RESOLVER))
        .isEqualTo("nameserver 10.0.2.3\nnameserver 2001:db8:0:0:0:0:0:53\n");
  }

  @Test
  void aCardThatComesAgainHasNoServersOfItsFormerNetwork() {
    announce(2, 600, LINK_LOCAL);
    kernel.file("/sys/class/net/eth0/ifindex", "7\n");
    announce(7, 600, GLOBAL);
    assertThat(kernel.text(RESOLVER))
        .isEqualTo("nameserver 10.0.2.3\nnameserver 2001:db8:0:0:0:0:0:53\n");
  }

  @Test
  void aShorterTimeCountsToo() {
    announce(2, 600, GLOBAL);
    announce(2, 30, GLOBAL);
    minutes(1);
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.2.3\n");
  }

  @Test
  void prolongedServersStay() {
    announce(2, 10, GLOBAL);
    announce(2, 600, GLOBAL);
    minutes(5);

    assertThat(kernel.text(RESOLVER)).contains("2001:db8");
  }

  @Test
  void addressesThatNoServerCanHaveAreLeftOutAndThreeAreEnough() {
    String loopback = "00000000000000000000000000000001";
    String multicast = "ff020000000000000000000000000001";
    String start = GLOBAL.substring(0, GLOBAL.length() - 1);
    String five = IntStream.range(0, 5).mapToObj(i -> start + i).collect(Collectors.joining());
    announce(2, 600, loopback + multicast + GLOBAL + five);

    assertThat(kernel.text(RESOLVER).lines()).hasSize(1 + 3);
  }

  private static boolean isAdvice(NetlinkMessage message) {
    return Advice.parse(message).isPresent();
  }

  @Test
  void messagesThatAreCutOrOfAnotherKindAreIgnored() {
    byte[] whole = message(2, 600, GLOBAL);
    for (int length = 1; length < whole.length; length++) {
      assertThat(NetlinkMessage.parse(whole, length)).noneMatch(RouterAdviceTest::isAdvice);
    }
    byte[] other = whole.clone();
    other[4] = 16;
    assertThat(NetlinkMessage.parse(other, other.length)).noneMatch(RouterAdviceTest::isAdvice);
    announce(7, 600, GLOBAL);
    assertThat(kernel.exists(RESOLVER)).isFalse();
  }
}
