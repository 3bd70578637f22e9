package org.boot2docker.machine.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A card on a network that the machines of one home share, without rights on the host: a multicast
 * group on its loopback interface.
 *
 * @param group the port of the group, which tells networks apart
 * @param hardwareAddress of the card
 */
public record Wire(int group, String hardwareAddress) {
  private static final int FIRST_GROUP = 20_000;
  private static final int GROUPS = 20_000;

  /**
   * The card of a machine.
   *
   * @param home the folder of all machines on the network
   * @param address IPv4, by which the card's address is unique
   */
  public static Wire of(Path home, String address) {
    int hash = home.toAbsolutePath().normalize().toString().hashCode();
    List<String> bytes = new ArrayList<>(List.of("52", "54"));
    for (String part : address.split("\\.", -1)) {
      bytes.add("%02x".formatted(Integer.parseInt(part)));
    }
    return new Wire(FIRST_GROUP + Math.floorMod(hash, GROUPS), String.join(":", bytes));
  }
}
