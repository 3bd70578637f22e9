package org.boot2docker.guest.programs.firewall;

/**
 * A step of an nf_tables rule, in the forms that iptables 1.8 gives to the rules of Docker. Values
 * go through register 1; bytes are in hexadecimal digits, so that equal steps are equal.
 */
sealed interface Expression {
  /** The name of the interface that a packet came in by. */
  int INPUT = 6;

  /** The name of the interface that it leaves by. */
  int OUTPUT = 7;

  /** Loads what is known of a packet. */
  record Meta(int key) implements Expression {}

  /** Loads bytes of a packet's network header. */
  record Payload(int offset, int length) implements Expression {}

  /** Goes on if what is loaded is equal to these bytes, or isn't. */
  record Compare(boolean equal, String bytes) implements Expression {}

  /** Counts packets. */
  record Counter() implements Expression {}

  /**
   * A match or target of xtables, by its name, revision and binary description.
   *
   * @param revision {@link #UNKNOWN} when only the kernel could tell the description
   */
  record Extension(Kind kind, String name, int revision, String info) implements Expression {
    static final int UNKNOWN = -1;
  }

  /** What an extension does. */
  enum Kind {
    MATCH,
    TARGET
  }

  /**
   * Decides over the packet.
   *
   * @param chain where it goes on; empty when the verdict is final
   */
  record Verdict(int code, String chain) implements Expression {
    static final int DROP = 0;
    static final int ACCEPT = 1;
    static final int JUMP = -3;
    static final int RETURN = -5;
  }

  /** A form that is not one of those. */
  record Other(String name) implements Expression {}
}
