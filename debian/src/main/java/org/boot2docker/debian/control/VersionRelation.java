package org.boot2docker.debian.control;

import java.util.Locale;

/** A condition on a version: {@code >= 1.2}. */
public record VersionRelation(Operator operator, Version version) {

  /** The five operators of Debian Policy 7.1. */
  public enum Operator {
    EARLIER("<<"),
    EARLIER_OR_EQUAL("<="),
    EQUAL("="),
    LATER_OR_EQUAL(">="),
    LATER(">>");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    static Operator of(String symbol) {
      return switch (symbol) {
        case "<<" -> EARLIER;
        case "<=", "<" -> EARLIER_OR_EQUAL; // deb-control: the single signs are obsolete
        case "=" -> EQUAL;
        case ">=", ">" -> LATER_OR_EQUAL;
        case ">>" -> LATER;
        default ->
            throw new IllegalArgumentException(
                String.format(Locale.ROOT, "'%s' is not a version operator", symbol));
      };
    }
  }

  /** Whether a version meets the condition. */
  public boolean accepts(Version candidate) {
    int order = candidate.compareTo(version);
    return switch (operator) {
      case EARLIER -> order < 0;
      case EARLIER_OR_EQUAL -> order <= 0;
      case EQUAL -> order == 0;
      case LATER_OR_EQUAL -> order >= 0;
      case LATER -> order > 0;
    };
  }

  @Override
  public String toString() {
    return operator.symbol + " " + version;
  }
}
