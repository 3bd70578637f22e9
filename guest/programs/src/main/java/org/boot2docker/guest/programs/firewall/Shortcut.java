package org.boot2docker.guest.programs.firewall;

import java.util.List;
import java.util.Optional;

/**
 * Answers a command of iptables, if it is one of those that can be answered without it.
 *
 * <p>While dockerd starts it calls iptables 139 times, one after the other, and most often asks for
 * chains and rules that are not there. The real program reads all tables for each answer.
 */
final class Shortcut {
  /** How a command ends. */
  record Answer(int status, String message) {}

  private static final Answer DONE = new Answer(0, "");
  private static final Answer NO_CHAIN = new Answer(1, "No chain/target/match by that name.");
  private static final Answer NO_RULE =
      new Answer(1, "Bad rule (does a matching rule exist in that chain?).");

  private final NfTables tables;
  private final Command command;

  private Shortcut(NfTables tables, Command command) {
    this.tables = tables;
    this.command = command;
  }

  /** The answer, if it is sure to be that of iptables. */
  static Optional<Answer> answer(NfTables tables, Command command) {
    Shortcut shortcut = new Shortcut(tables, command);
    return switch (command.verb()) {
      case CHECK -> shortcut.check();
      case DELETE -> shortcut.delete();
      case FLUSH, REMOVE, LIST -> shortcut.ofMissingChain();
      case NEW -> shortcut.makeChain();
      case APPEND, INSERT -> shortcut.add();
    };
  }

  private Optional<Answer> check() {
    Optional<List<List<Expression>>> rules = tables.rules(command.table(), command.chain());
    if (rules.isEmpty()) {
      return Optional.empty();
    } else if (rules.get().isEmpty()) {
      return Optional.of(NO_RULE);
    }
    Optional<List<Expression>> wanted = RuleParser.parse(command.ipv6(), command.words());
    if (wanted.isEmpty() || !isSure(wanted.get(), rules.get())) {
      return Optional.empty();
    }
    return Optional.of(rules.get().contains(wanted.get()) ? DONE : NO_RULE);
  }

  /**
   * Whether equal rules are sure to look equal: nothing in the chain has a form that iptables would
   * not have given it, and what only the kernel knows of the wanted rule is in none of them.
   */
  private static boolean isSure(List<Expression> wanted, List<List<Expression>> rules) {
    for (List<Expression> rule : rules) {
      for (Expression expression : rule) {
        if (expression instanceof Expression.Other || isUndecided(expression, wanted)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isUndecided(Expression expression, List<Expression> wanted) {
    if (!(expression instanceof Expression.Extension present)) {
      return false;
    }
    for (Expression each : wanted) {
      if (each instanceof Expression.Extension extension
          && extension.name().equals(present.name())
          && extension.revision() != present.revision()) {
        return true;
      }
    }
    return false;
  }

  /** What is there the real program deletes. */
  private Optional<Answer> delete() {
    Optional<List<List<Expression>>> rules = tables.rules(command.table(), command.chain());
    return rules.filter(List::isEmpty).map(none -> NO_RULE);
  }

  /** Chains that are built in are there for iptables even when they are not. */
  private Optional<Answer> ofMissingChain() {
    if (command.isBuiltIn()) {
      return Optional.empty();
    }
    Optional<Boolean> there = tables.hasChain(command.table(), command.chain());
    return there.filter(yes -> !yes).map(no -> NO_CHAIN);
  }

  private Optional<Answer> makeChain() {
    boolean made = !command.isBuiltIn() && tables.makeChain(command.table(), command.chain());
    return made ? Optional.of(DONE) : Optional.empty();
  }

  private Optional<Answer> add() {
    Optional<List<Expression>> rule = RuleParser.parse(command.ipv6(), command.words());
    if (rule.isEmpty() || isOpen(rule.get())) {
      return Optional.empty();
    }
    boolean atEnd = command.verb() == Command.Verb.APPEND;
    // Where table or chain is missing the kernel refuses, and the real program makes it.
    boolean added = tables.add(command.table(), command.chain(), rule.get(), atEnd);
    return added ? Optional.of(DONE) : Optional.empty();
  }

  private static boolean isOpen(List<Expression> rule) {
    for (Expression each : rule) {
      if (each instanceof Expression.Extension extension
          && extension.revision() == Expression.Extension.UNKNOWN) {
        return true;
      }
    }
    return false;
  }
}
