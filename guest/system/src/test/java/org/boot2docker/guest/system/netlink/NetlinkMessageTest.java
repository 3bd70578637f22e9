package org.boot2docker.guest.system.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
  @Test
  void requestHasHeaderStructureAndPaddedAttributes() {
    byte[] request =
        NetlinkMessage.request(
            24,
            NetlinkMessage.CREATE | NetlinkMessage.ACKNOWLEDGE,
            new byte[] {2, 0, 0, 0},
            NetlinkAttributes.hostNumber(4, 1),
            NetlinkAttributes.of(5, new byte[] {7}),
            NetlinkAttributes.number(6, 1));
    assertThat(HexFormat.of().formatHex(request))
        .isEqualTo(
            "2c000000"
                + "1800"
                + "0504"
                + "00000000"
                + "00000000"
                + "02000000"
                + "0800040001000000"
                + "0500050007000000"
                + "0800060000000001");
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] first = NetlinkMessage.request(20, 0, new byte[8], NetlinkAttributes.text(3, "eth0"));
    byte[] second = NetlinkMessage.request(NetlinkMessage.DONE, 0, new byte[0]);
    byte[] both = Bytes.join(first, second);

    List<NetlinkMessage> messages = NetlinkMessage.parse(both, both.length);

    assertThat(messages).extracting(NetlinkMessage::type).containsExactly(20, 3);
    assertThat(messages).extracting(NetlinkMessage::isLast).containsExactly(false, true);
    byte[] attributes = messages.get(0).attributes(8);
    assertThat(NetlinkAttributes.textOf(attributes, 3)).isEqualTo("eth0");
    assertThat(NetlinkAttributes.value(attributes, 4)).isEmpty();
  }

  @Test
  void aCutMessageIsAnErrorAndTheEnd() {
    byte[] whole = NetlinkMessage.request(20, 0, new byte[8]);
    byte[] two = Bytes.join(whole, whole);
    for (int count = whole.length + 16; count < two.length; count++) {
      List<NetlinkMessage> messages = NetlinkMessage.parse(two, count);
      assertThat(messages).hasSize(2);
      assertThat(messages.get(1).isLast()).isTrue();
      assertThat(messages.get(1).error()).isEqualTo(-74);
    }
  }

  @Test
  void aLengthOfZeroEndsTheReading() {
    assertThat(NetlinkMessage.parse(new byte[64], 64))
        .singleElement()
        .matches(message -> message.error() == -74);
  }

  @Test
  void anErrorBringsItsNumberAndZeroIsNone() {
    byte[] refused =
        NetlinkMessage.request(NetlinkMessage.ERROR, 0, new byte[] {-2, -1, -1, -1, 9, 9});
    assertThat(NetlinkMessage.parse(refused, refused.length).get(0).error()).isEqualTo(-2);
    byte[] done = NetlinkMessage.request(NetlinkMessage.ERROR, 0, new byte[4]);
    assertThat(NetlinkMessage.parse(done, done.length).get(0).error()).isZero();
    assertThat(NetlinkMessage.parse(done, -11)).isEmpty();
  }

  @Test
  void attributesOfAShorterStructureAreNone() {
    NetlinkMessage message = new NetlinkMessage(20, new byte[4]);
    assertThat(message.attributes(8)).isEmpty();
  }
}
