package org.boot2docker.guest.init.network;

/**
 * The question for routers that IPv6 begins with (RFC 4861, section 4.1), as one complete packet
 * from the unspecified address: for those who have no address yet.
 */
final class RouterSolicitation {
  /** The IPv6 header (RFC 8200, section 3). */
  private static final int HEADER_BYTES = 40;

  private static final int VERSION = 0x60;
  private static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;
  private static final int DESTINATION = 24;
  private static final int ICMPV6 = 58;
  private static final int MESSAGE_BYTES = 8;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int CHECKSUM = HEADER_BYTES + 2;

  private RouterSolicitation() {}

  /** From {@code ::} to all routers, {@code ff02::2}. */
  static byte[] packet() {
    byte[] packet = new byte[HEADER_BYTES + MESSAGE_BYTES];
    packet[0] = (byte) VERSION;
    packet[5] = MESSAGE_BYTES;
    packet[NEXT_HEADER] = ICMPV6;
    // Routers drop what may have come through another router.
    packet[HOP_LIMIT] = (byte) 255;
    packet[DESTINATION] = (byte) 0xff;
    packet[DESTINATION + 1] = 2;
    packet[DESTINATION + 15] = 2;
    packet[HEADER_BYTES] = (byte) ROUTER_SOLICITATION;
    int sum = checksum(packet);
    packet[CHECKSUM] = (byte) (sum >> 8);
    packet[CHECKSUM + 1] = (byte) sum;
    return packet;
  }

  /** Over addresses, length and next header, and the message (RFC 8200, section 8.1). */
  private static int checksum(byte[] packet) {
    int sum = MESSAGE_BYTES + ICMPV6;
    for (int i = HOP_LIMIT + 1; i < packet.length; i += 2) {
      sum += (packet[i] & 0xff) << 8 | packet[i + 1] & 0xff;
    }
    sum = (sum & 0xffff) + (sum >> 16);
    return ~(sum + (sum >> 16)) & 0xffff;
  }
}
