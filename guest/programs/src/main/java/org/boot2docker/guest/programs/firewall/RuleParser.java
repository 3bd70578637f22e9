package org.boot2docker.guest.programs.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.bytes.IpAddress;

/**
 * Turns the words of a rule into expressions, in the order in which iptables 1.8 writes them:
 * source, destination, interfaces, matches, counter, decision.
 */
final class RuleParser {
  private static final int LONGEST_INTERFACE = 15;

  /** Where IPv4's and IPv6's headers have the addresses. */
  private static final int IPV4_SOURCE = 12;

  private static final int IPV6_SOURCE = 8;

  private static final int CONNTRACK_REVISION = 3;

  /** {@code struct xt_conntrack_mtinfo3}, as long as xtables aligns it. */
  private static final int CONNTRACK_BYTES = 168;

  private static final int CONNTRACK_FLAGS = 146;
  private static final int CONNTRACK_STATES = 150;
  private static final int BY_STATE = 1;

  private static final int ADDRESS_TYPE_REVISION = 1;

  /** {@code struct xt_addrtype_info_v1}: source, destination, flags. */
  private static final int ADDRESS_TYPE_BYTES = 8;

  /** RTN_LOCAL, as a bit. */
  private static final int LOCAL = 1 << 2;

  /** {@code struct nf_nat_ipv4_multi_range_compat} and {@code struct nf_nat_range}, aligned. */
  private static final int IPV4_RANGE_BYTES = 24;

  private static final int IPV6_RANGE_BYTES = 40;

  private final boolean ipv6;
  private final List<String> words;
  private final List<Expression> source = new ArrayList<>();
  private final List<Expression> destination = new ArrayList<>();
  private final List<Expression> input = new ArrayList<>();
  private final List<Expression> output = new ArrayList<>();
  private final List<Expression> matches = new ArrayList<>();
  private final List<Expression> decision = new ArrayList<>();
  private int at;

  private RuleParser(boolean ipv6, List<String> words) {
    this.ipv6 = ipv6;
    this.words = words;
  }

  /** The expressions of a rule; nothing when it has a word that is not known here. */
  static Optional<List<Expression>> parse(boolean ipv6, List<String> words) {
    RuleParser parser = new RuleParser(ipv6, words);
    while (parser.at < words.size()) {
      if (!parser.option()) {
        return Optional.empty();
      }
    }
    return parser.decision.isEmpty() ? Optional.empty() : Optional.of(parser.rule());
  }

  private List<Expression> rule() {
    List<Expression> rule = new ArrayList<>(source);
    rule.addAll(destination);
    rule.addAll(input);
    rule.addAll(output);
    rule.addAll(matches);
    rule.add(new Expression.Counter());
    rule.addAll(decision);
    return rule;
  }

  private String next() {
    return at < words.size() ? words.get(at++) : "";
  }

  private boolean option() {
    boolean inverted = words.get(at).equals("!");
    at += inverted ? 1 : 0;
    String option = next();
    return switch (option) {
      case "-i" -> netInterface(input, Expression.INPUT, inverted);
      case "-o" -> netInterface(output, Expression.OUTPUT, inverted);
      case "-s" -> network(source, ipv6 ? IPV6_SOURCE : IPV4_SOURCE, inverted);
      case "-d", "--dst" ->
          network(destination, ipv6 ? IPV6_SOURCE + 16 : IPV4_SOURCE + 4, inverted);
      case "-m" -> !inverted && match();
      case "-j" -> !inverted && target();
      default -> false;
    };
  }

  private boolean netInterface(List<Expression> to, int key, boolean inverted) {
    String name = next();
    // A name that ends in + means all that begin so.
    boolean good = !name.isEmpty() && name.length() <= LONGEST_INTERFACE && name.indexOf('+') < 0;
    if (!good || !to.isEmpty()) {
      return false;
    }
    byte[] bytes = Bytes.ofAscii(name + "\0");
    to.add(new Expression.Meta(key));
    to.add(new Expression.Compare(!inverted, Bytes.hex(bytes)));
    return true;
  }

  /** An address and how many bits of it count, whole bytes of them. */
  private boolean network(List<Expression> to, int offset, boolean inverted) {
    String text = next();
    int slash = text.indexOf('/');
    Optional<byte[]> address =
        slash < 0
            ? Optional.empty()
            : ipv6
                ? IpAddress.ipv6(text.substring(0, slash))
                : IpAddress.ipv4(text.substring(0, slash));
    if (address.isEmpty() || !to.isEmpty()) {
      return false;
    }
    int bits = Ascii.number(text.substring(slash + 1), 3);
    byte[] bytes = address.get();
    if (bits <= 0 || bits % 8 != 0 || bits / 8 > bytes.length || !isZero(bytes, bits / 8)) {
      return false;
    }
    to.add(new Expression.Payload(offset, bits / 8));
    to.add(new Expression.Compare(!inverted, Bytes.hex(bytes).substring(0, bits / 4)));
    return true;
  }

  private static boolean isZero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean match() {
    return switch (next()) {
      case "addrtype" -> addressType();
      case "conntrack" -> connectionState();
      case "set" -> set();
      default -> false;
    };
  }

  private boolean addressType() {
    byte[] info = new byte[ADDRESS_TYPE_BYTES];
    String which = next();
    int offset = which.equals("--src-type") ? 0 : which.equals("--dst-type") ? 2 : -1;
    if (offset < 0 || !next().equals("LOCAL")) {
      return false;
    }
    LittleEndian.put(info, offset, 2, LOCAL);
    return extension(matches, Expression.Kind.MATCH, "addrtype", ADDRESS_TYPE_REVISION, info);
  }

  private boolean connectionState() {
    if (!next().equals("--ctstate") || !next().equals("RELATED,ESTABLISHED")) {
      return false;
    }
    byte[] info = new byte[CONNTRACK_BYTES];
    LittleEndian.put(info, CONNTRACK_FLAGS, 2, BY_STATE);
    // XT_CONNTRACK_STATE_BIT of IP_CT_ESTABLISHED, 0, and IP_CT_RELATED, 1.
    LittleEndian.put(info, CONNTRACK_STATES, 2, 1 << 1 | 1 << 2);
    return extension(matches, Expression.Kind.MATCH, "conntrack", CONNTRACK_REVISION, info);
  }

  /** Which set a name means only the kernel knows. */
  private boolean set() {
    boolean good = next().equals("--match-set") && !next().isEmpty() && next().equals("dst");
    int unknown = Expression.Extension.UNKNOWN;
    return good && extension(matches, Expression.Kind.MATCH, "set", unknown, new byte[0]);
  }

  private boolean target() {
    String target = next();
    if (!decision.isEmpty()) {
      return false;
    }
    switch (target) {
      case "ACCEPT" -> decision.add(new Expression.Verdict(Expression.Verdict.ACCEPT, ""));
      case "DROP" -> decision.add(new Expression.Verdict(Expression.Verdict.DROP, ""));
      case "RETURN" -> decision.add(new Expression.Verdict(Expression.Verdict.RETURN, ""));
      case "MASQUERADE" -> masquerade();
      default -> jump(target);
    }
    return !decision.isEmpty();
  }

  private void masquerade() {
    byte[] range = new byte[ipv6 ? IPV6_RANGE_BYTES : IPV4_RANGE_BYTES];
    // IPv4's structure begins with the number of ranges that follow.
    range[0] = (byte) (ipv6 ? 0 : 1);
    extension(decision, Expression.Kind.TARGET, "MASQUERADE", 0, range);
  }

  /** Docker's own chains only: any other name may be an extension's. */
  private void jump(String chain) {
    if (chain.startsWith("DOCKER") && Command.isChain(chain)) {
      decision.add(new Expression.Verdict(Expression.Verdict.JUMP, chain));
    }
  }

  private static boolean extension(
      List<Expression> to, Expression.Kind kind, String name, int revision, byte[] info) {
    to.add(new Expression.Extension(kind, name, revision, Bytes.hex(info)));
    return true;
  }
}
