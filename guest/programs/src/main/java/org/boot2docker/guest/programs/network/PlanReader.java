package org.boot2docker.guest.programs.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.NearNames;
import org.boot2docker.guest.programs.network.NetworkPlan.Planned;
import org.boot2docker.guest.system.bytes.Ascii;

/** Makes a plan of settings; with a mistake in any of them, none counts. */
final class PlanReader {
  /** Linux's IFNAMSIZ, without the zero at the end. */
  private static final int LONGEST_NAME = 15;

  private static final List<String> KEYS =
      List.of(
          "address", "gateway", "dns", "search", "mtu", "routes", "ntp", "vlan", "bond", "mode",
          "bridge");

  private final List<String> mistakes = new ArrayList<>();

  NetworkPlan read(List<Setting> settings) {
    Map<String, Map<String, Setting>> cards = new LinkedHashMap<>();
    for (Setting setting : settings) {
      if (isKnown(setting)) {
        Map<String, Setting> card =
            cards.computeIfAbsent(setting.card(), name -> new LinkedHashMap<>());
        Setting other = card.put(setting.key(), setting);
        if (other != null) {
          String wrong = setting.card() + "." + setting.key() + " is also in " + other.origin();
          mistakes.add(setting.mistake(wrong, "keep one of them"));
        }
      }
    }
    List<Planned> planned = new ArrayList<>();
    cards.forEach((name, card) -> planned.add(new CardReader(name, card, mistakes).read()));
    NetworkPlan plan = new NetworkPlan(List.copyOf(planned), List.of());
    planned.forEach(card -> checkParts(plan, card, cards));
    return mistakes.isEmpty() ? plan : new NetworkPlan(List.of(), List.copyOf(mistakes));
  }

  private boolean isKnown(Setting setting) {
    if (!isName(setting.card())) {
      String wrong = "'" + setting.card() + "' is no interface";
      mistakes.add(setting.mistake(wrong, "write eth0 or another name of 1 to 15 characters"));
      return false;
    }
    if (!KEYS.contains(setting.key())) {
      String near =
          NearNames.of(setting.key(), KEYS.stream()).stream()
              .findFirst()
              .map(name -> "did you mean " + name + "?")
              .orElse("use one of " + String.join(" ", KEYS));
      mistakes.add(setting.mistake("'" + setting.key() + "' is no key", near));
      return false;
    }
    return true;
  }

  /** What Linux takes, and a file's name may be. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.charAt(0) != '.'
        && Ascii.isMadeOf(name, ".-_");
  }

  /** No interface may be in two others, nor in itself, nor have an address beside its master's. */
  private void checkParts(NetworkPlan plan, Planned card, Map<String, Map<String, Setting>> all) {
    String origin = card.origin() + ": ";
    if (isInItself(plan, card.name(), card.name(), plan.cards().size())) {
      mistakes.add(origin + card.name() + " is made of itself: name other interfaces");
    }
    List<Planned> masters =
        plan.madeOf(card.name()).stream()
            .filter(other -> other.device().filter(Device::isMaster).isPresent())
            .toList();
    Optional<Setting> address =
        Optional.ofNullable(all.getOrDefault(card.name(), Map.of()).get("address"));
    if (!masters.isEmpty() && address.isPresent()) {
      String master = masters.get(0).name();
      String wrong = card.name() + " has an address, but is a part of " + master;
      mistakes.add(address.get().mistake(wrong, "write " + master + ".address"));
    }
    for (String part :
        card.device().filter(Device::isMaster).map(Device::parts).orElse(List.of())) {
      Planned first = masters(plan, part).get(0);
      if (first != card) {
        String wrong = part + " is a part of " + first.name() + " and of " + card.name();
        mistakes.add(origin + wrong + ": remove it from one of them");
      }
    }
  }

  private static List<Planned> masters(NetworkPlan plan, String part) {
    return plan.madeOf(part).stream()
        .filter(card -> card.device().filter(Device::isMaster).isPresent())
        .toList();
  }

  private static boolean isInItself(NetworkPlan plan, String name, String wanted, int depth) {
    return depth >= 0
        && plan.card(name).flatMap(Planned::device).map(Device::parts).orElse(List.of()).stream()
            .anyMatch(part -> part.equals(wanted) || isInItself(plan, part, wanted, depth - 1));
  }
}
