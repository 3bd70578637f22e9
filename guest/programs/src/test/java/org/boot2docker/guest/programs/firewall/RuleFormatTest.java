package org.boot2docker.guest.programs.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFormatTest {
  private static final int EXPRESSIONS = 4;

  static List<RecordedRules> recorded() {
    return RecordedRules.all();
  }

  private static List<Expression> parsed(RecordedRules recorded) {
    Command command = recorded.command();
    return RuleParser.parse(command.ipv6(), command.words()).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void writesRulesAsTheRealIptablesDoes(RecordedRules recorded) {
    byte[] theirs = NetlinkAttributes.value(recorded.attributes(), EXPRESSIONS);
    assertThat(Bytes.hex(RuleFormat.write(parsed(recorded)))).isEqualTo(Bytes.hex(theirs));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void readsWhatItWrites(RecordedRules recorded) {
    byte[] theirs = NetlinkAttributes.value(recorded.attributes(), EXPRESSIONS);
    assertThat(RuleFormat.read(theirs)).isEqualTo(parsed(recorded));
  }

  @Test
  void tellsFormsApartThatItWouldNotWrite() {
    byte[] lookup =
        NetlinkAttributes.nested(
            1, NetlinkAttributes.text(1, "lookup"), NetlinkAttributes.nested(2, new byte[0]));
    byte[] otherRegister =
        NetlinkAttributes.nested(
            1,
            NetlinkAttributes.text(1, "meta"),
            NetlinkAttributes.nested(
                2, NetlinkAttributes.number(1, 2), NetlinkAttributes.number(2, 6)));
    assertThat(RuleFormat.read(Bytes.join(lookup, otherRegister)))
        .containsExactly(new Expression.Other("lookup"), new Expression.Other("meta"));
  }

  @Test
  void bytesThatMakeNoSenseAreNoRule() {
    assertThat(RuleFormat.read(new byte[] {1, 2, 3})).isEmpty();
    assertThat(RuleFormat.read(new byte[] {(byte) 200, 0, 1, 0, 0})).isEmpty();
    assertThat(RuleFormat.read(new byte[4])).isEmpty();
  }
}
