package org.boot2docker.machine.qemu;

import java.util.OptionalInt;

/**
 * How the folders of the host reach the guest.
 *
 * @param server what serves them
 * @param user number of the host's user whose files they are, which the guest's user docker then
 *     has too; empty for root
 */
public record Sharing(Server server, OptionalInt user) {
  /** What serves folders. */
  public enum Server {
    /** QEMU itself. */
    NINE_P,
    /** A process of its own for each folder, which reads and writes the guest's memory. */
    VIRTIOFS
  }

  /** By QEMU itself. */
  public static Sharing byQemu(OptionalInt user) {
    return new Sharing(Server.NINE_P, user);
  }
}
