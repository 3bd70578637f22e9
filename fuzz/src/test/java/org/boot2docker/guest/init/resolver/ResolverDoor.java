package org.boot2docker.guest.init.resolver;

import org.boot2docker.guest.system.netlink.NetlinkMessage;

/** Lets the fuzzer in to the parsers of router advertisements. */
public final class ResolverDoor {
  private ResolverDoor() {}

  /** Reads the messages that Linux makes of router advertisements. */
  public static void messages(byte[] input) {
    for (NetlinkMessage message : NetlinkMessage.parse(input, input.length)) {
      Advice.parse(message);
      Managed.parse(message);
    }
  }
}
