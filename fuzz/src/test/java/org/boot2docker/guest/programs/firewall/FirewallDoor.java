package org.boot2docker.guest.programs.firewall;

import java.util.List;

/** Lets the fuzzer in to the parser of packet filter rules. */
public final class FirewallDoor {
  private FirewallDoor() {}

  /** Parses the words of a rule. */
  public static boolean parses(List<String> words) {
    return RuleParser.parse(false, words).isPresent();
  }
}
