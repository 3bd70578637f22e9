package org.boot2docker.guest.system.network;

import java.util.Optional;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.bytes.IpAddress;

/**
 * An address with the length of its network's part, as in {@code 192.168.1.10/24}.
 *
 * @param address 4 or 16 bytes
 * @param length how many of its bits name the network
 */
public record Prefix(byte[] address, int length) {

  /** An address of either protocol, a slash and a number; nothing when it is none. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    int length = Ascii.number(text.substring(slash + 1), 3);
    return address(text.substring(0, slash))
        .filter(bytes -> length >= 0 && length <= 8 * bytes.length)
        .map(bytes -> new Prefix(bytes, length));
  }

  /** The bytes of an address of either protocol. */
  public static Optional<byte[]> address(String text) {
    return IpAddress.ipv4(text).or(() -> IpAddress.ipv6(text));
  }

  /** Whether an address is of this network. */
  public boolean contains(byte[] other) {
    boolean same = other.length == address.length;
    for (int bit = 0; same && bit < length; bit++) {
      int mask = 0x80 >> bit % 8;
      same = ((address[bit / 8] ^ other[bit / 8]) & mask) == 0;
    }
    return same;
  }

  /** The network alone: the bits of the machine are zero. */
  public Prefix network() {
    byte[] first = address.clone();
    for (int bit = length; bit < 8 * first.length; bit++) {
      first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return new Prefix(first, length);
  }

  /** The address that all machines of the network listen to: the bits of the machine are one. */
  public byte[] lastAddress() {
    byte[] last = address.clone();
    for (int bit = length; bit < 8 * last.length; bit++) {
      last[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    return last;
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return IpAddress.text(address) + "/" + length;
  }
}
