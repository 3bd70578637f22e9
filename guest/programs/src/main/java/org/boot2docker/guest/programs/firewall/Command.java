package org.boot2docker.guest.programs.firewall;

import java.util.List;
import java.util.Optional;

/**
 * A command line of iptables of the kind that dockerd gives.
 *
 * @param ipv6 whether it is ip6tables'
 * @param table {@code filter} or {@code nat}
 * @param words what follows the chain: a rule
 */
record Command(boolean ipv6, String table, Verb verb, String chain, List<String> words) {
  /** What to do. */
  enum Verb {
    CHECK("-C"),
    DELETE("-D"),
    APPEND("-A"),
    INSERT("-I"),
    NEW("-N"),
    FLUSH("-F"),
    REMOVE("-X"),
    LIST("-L");

    private final String option;

    Verb(String option) {
      this.option = option;
    }
  }

  /** Longer names the kernel cuts off. */
  private static final int LONGEST_CHAIN = 28;

  /** Reads a command line; nothing when it has anything that dockerd doesn't use. */
  static Optional<Command> parse(boolean ipv6, List<String> arguments) {
    int at = 0;
    String table = "filter";
    if (word(arguments, at).equals("--wait")) {
      at++;
    }
    if (word(arguments, at).equals("-t")) {
      table = word(arguments, at + 1);
      at += 2;
    }
    boolean numeric = word(arguments, at).equals("-n");
    at += numeric ? 1 : 0;
    String option = word(arguments, at);
    String chain = word(arguments, at + 1);
    for (Verb verb : Verb.values()) {
      if (verb.option.equals(option)
          && numeric == (verb == Verb.LIST)
          && (table.equals("filter") || table.equals("nat"))
          && isChain(chain)) {
        List<String> words = arguments.subList(at + 2, arguments.size());
        Command command = new Command(ipv6, table, verb, chain, words);
        return command.isWhole() ? Optional.of(command) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String word(List<String> arguments, int at) {
    return at < arguments.size() ? arguments.get(at) : "";
  }

  /** Letters, digits, hyphens and the like; capitals alone are built into tables. */
  static boolean isChain(String name) {
    boolean good = !name.isEmpty() && name.length() <= LONGEST_CHAIN && name.charAt(0) != '-';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      good &=
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_'
              || c == '.';
    }
    return good;
  }

  /** What is done to a chain as such has no rule behind it. */
  private boolean isWhole() {
    return switch (verb) {
      case NEW, FLUSH, REMOVE, LIST -> words.isEmpty();
      case APPEND, INSERT -> !words.isEmpty();
      case CHECK, DELETE -> true;
    };
  }

  /** Whether the chain is one that Linux calls, and iptables makes when it is needed. */
  boolean isBuiltIn() {
    return switch (chain) {
      case "PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING" -> true;
      default -> false;
    };
  }
}
