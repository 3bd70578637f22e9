package org.boot2docker.guest.programs.firewall;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;

/**
 * Expressions as attributes of the kernel's interface (linux/netfilter/nf_tables.h), to it and from
 * it.
 */
final class RuleFormat {
  private static final int LIST_ELEMENT = 1;
  private static final int NAME = 1;
  private static final int DATA = 2;
  private static final int REGISTER = 1;
  private static final int NETWORK_HEADER = 1;
  private static final int EQUAL = 0;
  private static final int NOT_EQUAL = 1;

  private RuleFormat() {}

  /** All expressions of a rule, one after the other. */
  static byte[] write(List<Expression> rule) {
    byte[] all = {};
    for (Expression expression : rule) {
      all = Bytes.join(all, write(expression));
    }
    return all;
  }

  private static byte[] write(Expression expression) {
    if (expression instanceof Expression.Meta meta) {
      return element("meta", number(2, meta.key()), number(1, REGISTER));
    } else if (expression instanceof Expression.Payload payload) {
      return element(
          "payload",
          number(1, REGISTER),
          number(2, NETWORK_HEADER),
          number(3, payload.offset()),
          number(4, payload.length()));
    } else if (expression instanceof Expression.Compare compare) {
      byte[] value = NetlinkAttributes.of(1, Bytes.ofHex(compare.bytes()));
      int operator = compare.equal() ? EQUAL : NOT_EQUAL;
      return element(
          "cmp", number(1, REGISTER), number(2, operator), NetlinkAttributes.nested(3, value));
    } else if (expression instanceof Expression.Counter) {
      return element(
          "counter", NetlinkAttributes.of(1, new byte[8]), NetlinkAttributes.of(2, new byte[8]));
    } else if (expression instanceof Expression.Extension extension) {
      String kind = extension.kind() == Expression.Kind.MATCH ? "match" : "target";
      return element(
          kind,
          NetlinkAttributes.text(1, extension.name()),
          number(2, extension.revision()),
          NetlinkAttributes.of(3, Bytes.ofHex(extension.info())));
    } else if (expression instanceof Expression.Verdict verdict) {
      byte[] chain =
          verdict.chain().isEmpty() ? new byte[0] : NetlinkAttributes.text(2, verdict.chain());
      byte[] decision = NetlinkAttributes.nested(2, number(1, verdict.code()), chain);
      return element("immediate", number(1, 0), NetlinkAttributes.nested(2, decision));
    }
    throw new IllegalArgumentException("only what was read from the kernel has this form");
  }

  private static byte[] element(String name, byte[]... data) {
    return NetlinkAttributes.nested(
        LIST_ELEMENT, NetlinkAttributes.text(NAME, name), NetlinkAttributes.nested(DATA, data));
  }

  private static byte[] number(int type, int number) {
    return NetlinkAttributes.number(type, number);
  }

  /** The expressions of a rule as the kernel lists it. */
  static List<Expression> read(byte[] expressions) {
    List<Expression> rule = new ArrayList<>();
    for (byte[] element : NetlinkAttributes.values(expressions, LIST_ELEMENT)) {
      String name = NetlinkAttributes.textOf(element, NAME);
      rule.add(read(name, NetlinkAttributes.value(element, DATA)));
    }
    return rule;
  }

  private static Expression read(String name, byte[] data) {
    return switch (name) {
      case "meta" ->
          numberOf(data, 1) == REGISTER
              ? new Expression.Meta(numberOf(data, 2))
              : new Expression.Other(name);
      case "payload" -> payload(data);
      case "cmp" -> compare(data);
      case "counter" -> new Expression.Counter();
      case "match" -> extension(Expression.Kind.MATCH, data);
      case "target" -> extension(Expression.Kind.TARGET, data);
      case "immediate" -> verdict(data);
      default -> new Expression.Other(name);
    };
  }

  private static Expression payload(byte[] data) {
    boolean usual = numberOf(data, 1) == REGISTER && numberOf(data, 2) == NETWORK_HEADER;
    return usual
        ? new Expression.Payload(numberOf(data, 3), numberOf(data, 4))
        : new Expression.Other("payload");
  }

  private static Expression compare(byte[] data) {
    int operator = numberOf(data, 2);
    boolean usual = numberOf(data, 1) == REGISTER && (operator == EQUAL || operator == NOT_EQUAL);
    String bytes = Bytes.hex(NetlinkAttributes.value(NetlinkAttributes.value(data, 3), 1));
    return usual ? new Expression.Compare(operator == EQUAL, bytes) : new Expression.Other("cmp");
  }

  private static Expression extension(Expression.Kind kind, byte[] data) {
    return new Expression.Extension(
        kind,
        NetlinkAttributes.textOf(data, 1),
        numberOf(data, 2),
        Bytes.hex(NetlinkAttributes.value(data, 3)));
  }

  private static Expression verdict(byte[] data) {
    byte[] decision = NetlinkAttributes.value(NetlinkAttributes.value(data, 2), 2);
    return numberOf(data, 1) == 0 && decision.length > 0
        ? new Expression.Verdict(numberOf(decision, 1), NetlinkAttributes.textOf(decision, 2))
        : new Expression.Other("immediate");
  }

  private static int numberOf(byte[] attributes, int type) {
    return NetlinkAttributes.numberOf(attributes, type);
  }
}
