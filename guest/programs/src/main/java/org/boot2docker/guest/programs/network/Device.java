package org.boot2docker.guest.programs.network;

import java.util.List;

/** An interface that is made out of others. */
sealed interface Device {
  /** The names of the interfaces that it needs. */
  List<String> parts();

  /** Whether its parts carry nothing but its packets, and so have no address of their own. */
  boolean isMaster();

  /**
   * One VLAN of another interface.
   *
   * @param id 1 to 4094
   */
  record Vlan(String parent, int id) implements Device {
    @Override
    public List<String> parts() {
      return List.of(parent);
    }

    @Override
    public boolean isMaster() {
      return false;
    }
  }

  /**
   * Several interfaces as one.
   *
   * @param mode its number in linux/if_bonding.h
   */
  record Bond(List<String> parts, int mode) implements Device {
    /** The kernel's names of the modes, in the order of their numbers. */
    static final List<String> MODES =
        List.of(
            "balance-rr",
            "active-backup",
            "balance-xor",
            "broadcast",
            "802.3ad",
            "balance-tlb",
            "balance-alb");

    @Override
    public boolean isMaster() {
      return true;
    }
  }

  /** A switch between interfaces. */
  record Bridge(List<String> parts) implements Device {
    @Override
    public boolean isMaster() {
      return true;
    }
  }
}
