package org.boot2docker.guest.system.network;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.Descriptors;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/** Addresses in the kernel's answers to RTM_GETADDR, laid out as rtnetlink(7) says. */
public final class Addresses {
  /**
   * An address of an interface.
   *
   * @param index the interface's number
   * @param address 4 or 16 bytes
   * @param prefix how many of its bits name the network
   * @param isLasting whether it is there to stay: not one that changes every day for privacy, nor
   *     one that somebody else on the network has
   */
  public record Found(int index, byte[] address, int prefix, boolean isLasting) {}

  /** {@code struct ifaddrmsg}: family, length of the prefix, flags, scope, interface. */
  private static final int STRUCTURE_BYTES = 8;

  private static final int RTM_NEWADDR = 20;
  private static final int RTM_GETADDR = 22;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;

  /** Another one every day, for privacy. */
  private static final int IFA_F_TEMPORARY = 1;

  /** Somebody else on the network has it. */
  private static final int IFA_F_DADFAILED = 8;

  private Addresses() {}

  /**
   * All addresses that this machine has.
   *
   * @param socket one for requests about addresses; it stays open
   */
  public static List<Found> all(Descriptors descriptors, int socket) {
    List<Found> found = new ArrayList<>();
    byte[] buffer = new byte[NetlinkMessage.ANSWER_BYTES];
    byte[] request =
        NetlinkMessage.request(RTM_GETADDR, NetlinkMessage.DUMP, new byte[STRUCTURE_BYTES]);
    boolean more = descriptors.write(socket, request, 0, request.length) > 0;
    while (more) {
      List<NetlinkMessage> answer = NetlinkMessage.parse(buffer, descriptors.read(socket, buffer));
      answer.forEach(message -> take(message, found));
      more = !answer.isEmpty() && answer.stream().noneMatch(NetlinkMessage::isLast);
    }
    return List.copyOf(found);
  }

  private static void take(NetlinkMessage message, List<Found> found) {
    byte[] body = message.body();
    if (message.type() != RTM_NEWADDR || body.length < STRUCTURE_BYTES) {
      return;
    }
    byte[] attributes = message.attributes(STRUCTURE_BYTES);
    // On a point-to-point link the other one is the peer's.
    byte[] local = NetlinkAttributes.value(attributes, IFA_LOCAL);
    byte[] address = local.length > 0 ? local : NetlinkAttributes.value(attributes, IFA_ADDRESS);
    if (address.length == 4 || address.length == 16) {
      boolean lasting = (body[2] & (IFA_F_TEMPORARY | IFA_F_DADFAILED)) == 0;
      found.add(new Found(LittleEndian.get32(body, 4), address, body[1] & 0xff, lasting));
    }
  }
}
