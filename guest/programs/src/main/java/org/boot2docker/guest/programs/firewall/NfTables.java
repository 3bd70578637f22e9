package org.boot2docker.guest.programs.firewall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.Kernel;

/**
 * The kernel's packet filter, by the messages of linux/netfilter/nfnetlink.h and nf_tables.h, for
 * one family of addresses.
 */
final class NfTables {
  private static final int HEADER_BYTES = 16;

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
  private static final int ERROR = 2;
  private static final int DONE = 3;

  private static final int NLM_F_REQUEST = 1;
  private static final int NLM_F_ACK = 4;
  private static final int NLM_F_DUMP = 0x300;
  private static final int NLM_F_EXCLUSIVE = 0x200;
  private static final int NLM_F_CREATE = 0x400;
  private static final int NLM_F_APPEND = 0x800;

  private static final int CHAIN_TABLE = 1;
  private static final int CHAIN_NAME = 3;
  private static final int RULE_TABLE = 1;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_EXPRESSIONS = 4;
  private static final int RULE_COMPAT = 5;

  private static final int ENOENT = 2;

  /** As much as Linux puts into one answer, unless it is asked for more. */
  private static final int ANSWER_BYTES = 8192;

  private final Kernel kernel;
  private final int socket;
  private final int family;
  private final byte[] buffer = new byte[ANSWER_BYTES];

  /** Talks over a socket that {@link Kernel#firewallSocket} has opened. */
  NfTables(Kernel kernel, int socket, boolean ipv6) {
    this.kernel = kernel;
    this.socket = socket;
    this.family = ipv6 ? NFPROTO_IPV6 : NFPROTO_IPV4;
  }

  /** Whether a chain is there; nothing when the kernel's answer is another one. */
  Optional<Boolean> hasChain(String table, String chain) {
    byte[] request =
        message(
            GET_CHAIN, 0, Attributes.text(CHAIN_TABLE, table), Attributes.text(CHAIN_NAME, chain));
    int count = ask(request);
    if (count < HEADER_BYTES) {
      return Optional.empty();
    }
    int type = type(0);
    boolean missing = type == ERROR && error(0, count) == -ENOENT;
    return type == NEW_CHAIN || missing ? Optional.of(!missing) : Optional.empty();
  }

  /**
   * The rules of a chain, in order; none where there is no such chain. Nothing when the kernel
   * doesn't list them.
   */
  Optional<List<List<Expression>>> rules(String table, String chain) {
    byte[] request =
        message(
            GET_RULE,
            NLM_F_DUMP,
            Attributes.text(RULE_TABLE, table),
            Attributes.text(RULE_CHAIN, chain));
    List<List<Expression>> rules = new ArrayList<>();
    int count = ask(request);
    while (count > 0) {
      int at = 0;
      while (at + HEADER_BYTES <= count) {
        int length = LittleEndian.get32(buffer, at);
        int type = type(at);
        if (type == DONE) {
          return Optional.of(rules);
        } else if (type != NEW_RULE || length < HEADER_BYTES || length > count - at) {
          return Optional.empty();
        }
        byte[] rule = Arrays.copyOfRange(buffer, at + HEADER_BYTES + FAMILY_BYTES, at + length);
        rules.add(RuleFormat.read(Attributes.value(rule, RULE_EXPRESSIONS)));
        at += length + 3 & ~3;
      }
      count = kernel.read(socket, buffer);
    }
    return Optional.empty();
  }

  /** Makes a chain that Linux doesn't call by itself, in a table that is there. */
  boolean makeChain(String table, String chain) {
    return change(
        message(
            NEW_CHAIN,
            NLM_F_ACK | NLM_F_EXCLUSIVE,
            Attributes.text(CHAIN_TABLE, table),
            Attributes.text(CHAIN_NAME, chain)));
  }

  /** Puts a rule at the end of a chain, or at its beginning. */
  boolean add(String table, String chain, List<Expression> rule, boolean atEnd) {
    return change(rule(table, chain, rule, NLM_F_ACK | (atEnd ? NLM_F_APPEND : 0)));
  }

  private byte[] rule(String table, String chain, List<Expression> rule, int flags) {
    return message(
        NEW_RULE,
        NLM_F_CREATE | flags,
        Attributes.text(RULE_TABLE, table),
        Attributes.text(RULE_CHAIN, chain),
        Attributes.nested(RULE_EXPRESSIONS, RuleFormat.write(rule)),
        // Of no protocol in particular.
        Attributes.nested(RULE_COMPAT, Attributes.number(1, 0), Attributes.number(2, 0)));
  }

  /** Sends a change as a transaction of its own; whether the kernel has made it. */
  private boolean change(byte[] message) {
    int count = ask(Bytes.join(batch(BATCH_BEGIN), message, batch(BATCH_END)));
    return count >= HEADER_BYTES && type(0) == ERROR && error(0, count) == 0;
  }

  /** The subsystem's number stands where the resource is, its highest byte first. */
  private static byte[] batch(int type) {
    byte[] message = header(type, 0, FAMILY_BYTES);
    message[HEADER_BYTES + 3] = SUBSYSTEM;
    return message;
  }

  private byte[] message(int type, int flags, byte[]... attributes) {
    byte[] all = Bytes.join(attributes);
    byte[] head = header(type, flags, FAMILY_BYTES + all.length);
    head[HEADER_BYTES] = (byte) family;
    return Bytes.join(Arrays.copyOf(head, HEADER_BYTES + FAMILY_BYTES), all);
  }

  private static byte[] header(int type, int flags, int bodyBytes) {
    byte[] header = new byte[HEADER_BYTES + FAMILY_BYTES];
    LittleEndian.put32(header, 0, HEADER_BYTES + bodyBytes);
    LittleEndian.put(header, 4, 2, type);
    LittleEndian.put(header, 6, 2, NLM_F_REQUEST | flags);
    return header;
  }

  private int ask(byte[] request) {
    int sent = kernel.write(socket, request, 0, request.length);
    return sent < 0 ? sent : kernel.read(socket, buffer);
  }

  private int type(int at) {
    return (int) LittleEndian.get(buffer, at + 4, 2);
  }

  private int error(int at, int count) {
    return at + HEADER_BYTES + 4 <= count ? LittleEndian.get32(buffer, at + HEADER_BYTES) : -1;
  }
}
