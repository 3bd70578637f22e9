package org.boot2docker.guest.programs.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.junit.jupiter.api.Test;

/** Against a kernel that answers as Linux does; FirewallTest of boottest asks Linux itself. */
class ShortcutTest {
  private static final int GET_CHAIN = 10 << 8 | 4;
  private static final int GET_RULE = 10 << 8 | 7;
  private static final String ESTABLISHED = "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";

  private final FakeKernel kernel = new FakeKernel();
  private final List<byte[]> changes = new ArrayList<>();
  private final List<byte[]> rules = new ArrayList<>();
  private int error;
  private boolean chainIsThere;

  private byte[] linux(byte[] request) {
    return switch ((int) LittleEndian.get(request, 4, 2)) {
      case GET_CHAIN -> chainIsThere ? message(10 << 8 | 3, new byte[4]) : errorMessage(-2);
      case GET_RULE -> listed();
      default -> {
        changes.add(request);
        yield errorMessage(error);
      }
    };
  }

  private byte[] listed() {
    byte[] all = {};
    for (byte[] rule : rules) {
      all = Bytes.join(all, message(10 << 8 | 6, Bytes.join(new byte[4], rule)));
    }
    return Bytes.join(all, message(3, new byte[4]));
  }

  private static byte[] errorMessage(int error) {
    byte[] body = new byte[20];
    LittleEndian.put32(body, 0, error);
    return message(2, body);
  }

  private static byte[] message(int type, byte[] body) {
    byte[] header = new byte[16];
    LittleEndian.put32(header, 0, 16 + body.length);
    LittleEndian.put(header, 4, 2, type);
    return Bytes.join(header, body);
  }

  /** The exit status; nothing when it is left to the real iptables. */
  private Optional<Integer> iptables(String line) {
    Command command = Command.parse(false, Arrays.asList(line.split(" "))).orElseThrow();
    NfTables tables = new NfTables(kernel, kernel.socket(this::linux), false);
    return Shortcut.answer(tables, command).map(Shortcut.Answer::status);
  }

  private void rule(String words) {
    List<Expression> rule = RuleParser.parse(false, Arrays.asList(words.split(" "))).orElseThrow();
    rules.add(NetlinkAttributes.nested(4, RuleFormat.write(rule)));
  }

  @Test
  void knowsThatNothingIsInAChainThatIsEmptyOrMissing() {
    assertThat(iptables("-C FORWARD -j DOCKER-USER")).contains(1);
    assertThat(iptables("-t nat -D PREROUTING")).contains(1);
    assertThat(iptables("-C FORWARD -p tcp -m something --new -j LOG")).contains(1);
  }

  @Test
  void findsTheRuleThatIsThereAndNoOther() {
    rule("! -i docker0 -o docker0 -j DROP");
    rule("-o docker0 " + ESTABLISHED);
    assertThat(iptables("-C DOCKER-CT -o docker0 " + ESTABLISHED)).contains(0);
    assertThat(iptables("-C DOCKER-CT -o docker1 " + ESTABLISHED)).contains(1);
    assertThat(iptables("-C DOCKER-CT ! -o docker0 " + ESTABLISHED)).contains(1);
    assertThat(iptables("-C DOCKER-CT -o docker0 -j ACCEPT")).contains(1);
  }

  @Test
  void leavesDeletingAndWhatItCannotReadToTheRealOne() {
    rule("-j DOCKER-USER");
    assertThat(iptables("-D FORWARD -j DOCKER-USER")).isEmpty();
    assertThat(iptables("-C FORWARD -p tcp -j ACCEPT")).isEmpty();
  }

  @Test
  void leavesChainsThatSomebodyElseWroteToTheRealOne() {
    rules.add(
        NetlinkAttributes.nested(
            4,
            NetlinkAttributes.nested(
                1,
                NetlinkAttributes.text(1, "ct"),
                NetlinkAttributes.nested(2, NetlinkAttributes.number(1, 1)))));
    assertThat(iptables("-C FORWARD -j DOCKER-USER")).isEmpty();
  }

  @Test
  void setsAreKnownByTheKernelAloneSoARuleWithOneMayBeTheWantedOne() {
    String wanted = "-C FORWARD -m set --match-set docker-ext-bridges-v4 dst -j DOCKER";
    rule("-j DOCKER-USER");
    assertThat(iptables(wanted)).as("no rule with a set").contains(1);
    rules.add(
        NetlinkAttributes.nested(
            4,
            RuleFormat.write(
                List.of(new Expression.Extension(Expression.Kind.MATCH, "set", 4, "00112233")))));
    assertThat(iptables(wanted)).isEmpty();
    assertThat(iptables("-A FORWARD -m set --match-set docker-ext-bridges-v4 dst -j DOCKER"))
        .isEmpty();
    assertThat(changes).isEmpty();
  }

  @Test
  void knowsThatAChainIsMissing() {
    assertThat(iptables("-t nat -F DOCKER")).contains(1);
    assertThat(iptables("-t nat -X DOCKER")).contains(1);
    assertThat(iptables("-t nat -n -L DOCKER")).contains(1);
    assertThat(iptables("-t filter -n -L FORWARD")).as("is always there for iptables").isEmpty();
    chainIsThere = true;
    assertThat(iptables("-t nat -F DOCKER")).isEmpty();
  }

  @Test
  void makesChainsAndRulesOrLeavesThemToTheRealOneWhenTheKernelRefuses() {
    assertThat(iptables("-t nat -N DOCKER")).contains(0);
    assertThat(iptables("-I DOCKER-FORWARD -j DOCKER-CT")).contains(0);
    assertThat(iptables("-A DOCKER -i docker0 -j ACCEPT")).contains(0);
    assertThat(changes).hasSize(3);
    error = -2;
    assertThat(iptables("-t nat -N DOCKER")).isEmpty();
    assertThat(iptables("-A FORWARD -j DOCKER-USER")).isEmpty();
    assertThat(iptables("-N FORWARD")).as("a name of the tables' own").isEmpty();
  }

  @Test
  void changesAreTransactionsAsTheRealOneSendsThem() {
    for (RecordedRules recorded : RecordedRules.all()) {
      changes.clear();
      NfTables tables = new NfTables(kernel, kernel.socket(this::linux), recorded.command().ipv6());
      assertThat(Shortcut.answer(tables, recorded.command())).isPresent();
      byte[] ours = changes.get(0);
      byte[] message = Arrays.copyOfRange(ours, 20, ours.length - 20);
      // The real one numbers its messages, and needs no acknowledgement.
      message[6] &= ~4;
      message[8] = recorded.message()[8];
      assertThat(Bytes.hex(message)).isEqualTo(Bytes.hex(recorded.message()));
    }
  }
}
