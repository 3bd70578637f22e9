package org.boot2docker.boottest.guest;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;

/** A router advertisement (RFC 4861, 4.2) that names a name server (RFC 8106), as a frame. */
final class RouterAdvertisement {
  private static final String TO_ALL_NODES = "333300000001";
  private static final String ROUTER = "020000000001";
  private static final String IPV6 = "86dd";
  private static final String ROUTER_ADDRESS = "fe800000000000000000000000000001";
  private static final String ALL_NODES = "ff020000000000000000000000000001";
  private static final int ICMPV6 = 58;
  private static final int ADVERTISEMENT_BYTES = 16;
  private static final int RDNSS_BYTES = 24;
  private static final int CHECKSUM_OFFSET = 2;

  private RouterAdvertisement() {}

  static byte[] frame(InetAddress nameServer, Duration lifetime) {
    byte[] message = message(nameServer, lifetime);
    byte[] addresses = HexFormat.of().parseHex(ROUTER_ADDRESS + ALL_NODES);
    int sum = checksum(addresses, message);
    message[CHECKSUM_OFFSET] = (byte) (sum >> 8);
    message[CHECKSUM_OFFSET + 1] = (byte) sum;
    return ByteBuffer.allocate(14 + 40 + message.length)
        .put(HexFormat.of().parseHex(TO_ALL_NODES + ROUTER + IPV6))
        .putInt(0x60000000)
        .putShort((short) message.length)
        .put((byte) ICMPV6)
        .put((byte) 255)
        .put(addresses)
        .put(message)
        .array();
  }

  /** It is no default router (lifetime 0) and announces no prefix. */
  private static byte[] message(InetAddress nameServer, Duration lifetime) {
    return ByteBuffer.allocate(ADVERTISEMENT_BYTES + RDNSS_BYTES)
        .put((byte) 134)
        .position(ADVERTISEMENT_BYTES)
        .put((byte) 25)
        .put((byte) (RDNSS_BYTES / 8))
        .putShort((short) 0)
        .putInt((int) lifetime.toSeconds())
        .put(nameServer.getAddress())
        .array();
  }

  /** The Internet checksum over pseudo header and message. */
  private static int checksum(byte[] addresses, byte[] message) {
    ByteBuffer all =
        ByteBuffer.allocate(addresses.length + 8 + message.length)
            .put(addresses)
            .putInt(message.length)
            .putInt(ICMPV6)
            .put(message)
            .flip();
    int sum = 0;
    while (all.hasRemaining()) {
      sum += all.getShort() & 0xffff;
    }
    sum = (sum >> 16) + (sum & 0xffff);
    sum += sum >> 16;
    return ~sum & 0xffff;
  }
}
