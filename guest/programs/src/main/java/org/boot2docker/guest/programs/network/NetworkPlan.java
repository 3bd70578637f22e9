package org.boot2docker.guest.programs.network;

import java.util.List;
import java.util.Optional;

/**
 * What the user's settings make of the network.
 *
 * @param cards those that the settings name
 * @param mistakes why nothing of the settings is used, a line each; empty when all is well
 */
public record NetworkPlan(List<Planned> cards, List<String> mistakes) {
  /** Without any settings. */
  static final NetworkPlan DHCP = new NetworkPlan(List.of(), List.of());

  /** Where an interface has its address from. */
  enum Source {
    /** A server; what the settings say goes before what it says. */
    DHCP,
    /** The settings. */
    SETTINGS,
    /** It has none. */
    NOWHERE
  }

  /**
   * An interface.
   *
   * @param device what it is made of; nothing for a card of the machine
   * @param origin where the settings name it first, for messages
   */
  record Planned(
      String name, Source source, CardSetup setup, Optional<Device> device, String origin) {}

  Optional<Planned> card(String name) {
    return cards.stream().filter(card -> card.name().equals(name)).findFirst();
  }

  /** The interfaces that are made of this one, among others. */
  List<Planned> madeOf(String name) {
    return cards.stream()
        .filter(card -> card.device().filter(d -> d.parts().contains(name)).isPresent())
        .toList();
  }

  /** Whether it belongs to a bond or bridge, and has no address of its own. */
  boolean isMember(String name) {
    return madeOf(name).stream()
        .anyMatch(card -> card.device().filter(Device::isMaster).isPresent());
  }

  /** What DHCP gave, with what the settings say of the interface in its place. */
  public CardSetup completed(String name, CardSetup given) {
    return card(name)
        .filter(card -> card.source() == Source.DHCP)
        .map(card -> given.overriddenBy(card.setup()))
        .orElse(given);
  }
}
