package org.boot2docker.guest.programs.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.kernel.Descriptors;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/**
 * The kernel's packet filter, by the messages of linux/netfilter/nfnetlink.h and nf_tables.h, for
 * one family of addresses.
 */
final class NfTables {
  /** {@code struct nfgenmsg}: family, version, resource. */
  private static final int FAMILY_BYTES = 4;

  private static final int NFPROTO_IPV4 = 2;
  private static final int NFPROTO_IPV6 = 10;

  private static final int SUBSYSTEM = 10;
  private static final int BATCH_BEGIN = 0x10;
  private static final int BATCH_END = 0x11;
  private static final int NEW_CHAIN = SUBSYSTEM << 8 | 3;
  private static final int GET_CHAIN = SUBSYSTEM << 8 | 4;
  private static final int NEW_RULE = SUBSYSTEM << 8 | 6;
  private static final int GET_RULE = SUBSYSTEM << 8 | 7;

  private static final int CHAIN_TABLE = 1;
  private static final int CHAIN_NAME = 3;
  private static final int RULE_TABLE = 1;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_EXPRESSIONS = 4;
  private static final int RULE_COMPAT = 5;

  private static final int ENOENT = 2;

  /** As much as Linux puts into one answer, unless it is asked for more. */
  private static final int ANSWER_BYTES = 8192;

  private final Descriptors descriptors;
  private final int socket;
  private final int family;
  private final byte[] buffer = new byte[ANSWER_BYTES];

  /** Talks over a socket that {@link Kernel#firewallSocket} has opened. */
  NfTables(Descriptors descriptors, int socket, boolean ipv6) {
    this.descriptors = descriptors;
    this.socket = socket;
    this.family = ipv6 ? NFPROTO_IPV6 : NFPROTO_IPV4;
  }

  /** Whether a chain is there; nothing when the kernel's answer is another one. */
  Optional<Boolean> hasChain(String table, String chain) {
    byte[] request =
        message(
            GET_CHAIN,
            0,
            NetlinkAttributes.text(CHAIN_TABLE, table),
            NetlinkAttributes.text(CHAIN_NAME, chain));
    List<NetlinkMessage> answer = ask(request);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    NetlinkMessage first = answer.get(0);
    boolean missing = first.error() == -ENOENT;
    return first.type() == NEW_CHAIN || missing ? Optional.of(!missing) : Optional.empty();
  }

  /**
   * The rules of a chain, in order; none where there is no such chain. Nothing when the kernel
   * doesn't list them.
   */
  Optional<List<List<Expression>>> rules(String table, String chain) {
    byte[] request =
        message(
            GET_RULE,
            NetlinkMessage.DUMP,
            NetlinkAttributes.text(RULE_TABLE, table),
            NetlinkAttributes.text(RULE_CHAIN, chain));
    List<List<Expression>> rules = new ArrayList<>();
    List<NetlinkMessage> answer = ask(request);
    while (!answer.isEmpty()) {
      for (NetlinkMessage message : answer) {
        if (message.type() == NetlinkMessage.DONE) {
          return Optional.of(rules);
        } else if (message.type() != NEW_RULE) {
          return Optional.empty();
        }
        byte[] attributes = message.attributes(FAMILY_BYTES);
        rules.add(RuleFormat.read(NetlinkAttributes.value(attributes, RULE_EXPRESSIONS)));
      }
      answer = receive();
    }
    return Optional.empty();
  }

  /** Makes a chain that Linux doesn't call by itself, in a table that is there. */
  boolean makeChain(String table, String chain) {
    return change(
        message(
            NEW_CHAIN,
            NetlinkMessage.ACKNOWLEDGE | NetlinkMessage.EXCLUSIVE,
            NetlinkAttributes.text(CHAIN_TABLE, table),
            NetlinkAttributes.text(CHAIN_NAME, chain)));
  }

  /** Puts a rule at the end of a chain, or at its beginning. */
  boolean add(String table, String chain, List<Expression> rule, boolean atEnd) {
    return change(
        rule(table, chain, rule, NetlinkMessage.ACKNOWLEDGE | (atEnd ? NetlinkMessage.APPEND : 0)));
  }

  private byte[] rule(String table, String chain, List<Expression> rule, int flags) {
    return message(
        NEW_RULE,
        NetlinkMessage.CREATE | flags,
        NetlinkAttributes.text(RULE_TABLE, table),
        NetlinkAttributes.text(RULE_CHAIN, chain),
        NetlinkAttributes.nested(RULE_EXPRESSIONS, RuleFormat.write(rule)),
        // Of no protocol in particular.
        NetlinkAttributes.nested(
            RULE_COMPAT, NetlinkAttributes.number(1, 0), NetlinkAttributes.number(2, 0)));
  }

  /** Sends a change as a transaction of its own; whether the kernel has made it. */
  private boolean change(byte[] message) {
    List<NetlinkMessage> answer = ask(Bytes.join(batch(BATCH_BEGIN), message, batch(BATCH_END)));
    return !answer.isEmpty()
        && answer.get(0).type() == NetlinkMessage.ERROR
        && answer.get(0).error() == 0;
  }

  /** The subsystem's number stands where the resource is, its highest byte first. */
  private static byte[] batch(int type) {
    return NetlinkMessage.request(type, 0, new byte[] {0, 0, 0, SUBSYSTEM});
  }

  private byte[] message(int type, int flags, byte[]... attributes) {
    return NetlinkMessage.request(type, flags, new byte[] {(byte) family, 0, 0, 0}, attributes);
  }

  private List<NetlinkMessage> ask(byte[] request) {
    int sent = descriptors.write(socket, request, 0, request.length);
    return sent < 0 ? List.of() : receive();
  }

  private List<NetlinkMessage> receive() {
    return NetlinkMessage.parse(buffer, descriptors.read(socket, buffer));
  }
}
