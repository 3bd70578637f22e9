package org.boot2docker.machine.ports;

import java.util.HexFormat;
import java.util.Optional;
import org.boot2docker.machine.model.Protocol;

/**
 * A socket of the guest that waits for packets.
 *
 * @param protocol of the packets
 * @param reach from where the guest takes them
 * @param port 1 to 65535
 */
record Listener(Protocol protocol, Reach reach, int port) {
  private static final int HEXADECIMAL = 16;
  private static final String LISTENING = "0A";
  private static final String UNCONNECTED = "07";

  /** An IPv4 address as one of IPv6, RFC 4291 section 2.5.5.2. */
  private static final String MAPPED = "0000000000000000FFFF0000";

  private static final int LOOPBACK_NET = 127;

  /** Linux gives higher ones to whoever asks for any: such a UDP socket is a client's. */
  private static final int FIRST_OF_CLIENTS = 32_768;

  /** The addresses that a socket is bound to. */
  enum Reach {
    /** 127.0.0.0/8. */
    LOOPBACK,
    /** ::1. */
    LOOPBACK_6,
    /** Every other one. */
    OUTSIDE
  }

  /**
   * Reads {@code FILE LOCAL-ADDRESS STATE} as in {@code /proc/net/tcp 0100007F:1F90 0A}, see
   * proc_pid_net(5).
   *
   * @return none for a socket that waits for nobody, and for a line of another form
   */
  static Optional<Listener> parse(String line) {
    String[] words = line.strip().split(" ");
    if (words.length != 3 || !words[1].matches("(?:[0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4}")) {
      return Optional.empty();
    }
    boolean udp = words[0].contains("udp");
    String address = words[1].substring(0, words[1].indexOf(':'));
    int port = Integer.parseInt(words[1].substring(address.length() + 1), HEXADECIMAL);
    boolean waits = words[2].equals(udp ? UNCONNECTED : LISTENING);
    if (!waits || port == 0 || udp && port >= FIRST_OF_CLIENTS) {
      return Optional.empty();
    }
    return Optional.of(new Listener(udp ? Protocol.UDP : Protocol.TCP, reach(address), port));
  }

  /** Each group of four bytes is in the guest's byte order, which is little-endian. */
  private static Reach reach(String address) {
    byte[] bytes = HexFormat.of().parseHex(address);
    boolean ipv4 = bytes.length == Integer.BYTES || address.startsWith(MAPPED);
    if (ipv4 && bytes[bytes.length - 1] == LOOPBACK_NET) {
      return Reach.LOOPBACK;
    }
    return address.equals("0".repeat(24) + "01000000") ? Reach.LOOPBACK_6 : Reach.OUTSIDE;
  }
}
