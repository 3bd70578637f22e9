package org.boot2docker.init.bytes;

import java.util.Optional;

/** Addresses of IPv4 and IPv6 as text. */
public final class IpAddress {
  private static final int IPV4_BYTES = 4;

  private IpAddress() {}

  /** The 4 bytes of an IPv4 address; nothing when the text isn't four numbers with dots. */
  public static Optional<byte[]> ipv4(String text) {
    byte[] address = new byte[IPV4_BYTES];
    int part = 0;
    int number = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c >= '0' && c <= '9' && number <= 255) {
        number = Math.max(0, number) * 10 + c - '0';
      } else if (c == '.' && number >= 0 && number <= 255 && part < IPV4_BYTES) {
        address[part++] = (byte) number;
        number = -1;
      } else {
        return Optional.empty();
      }
    }
    return part == IPV4_BYTES ? Optional.of(address) : Optional.empty();
  }

  /**
   * Of 4 bytes numbers with dots; of 16 eight groups of hexadecimal digits, with all their zeros:
   * shortening them is up to who shows them.
   */
  public static String text(byte[] address) {
    StringBuilder text = new StringBuilder();
    if (address.length == 4) {
      for (byte part : address) {
        text.append(text.length() == 0 ? "" : ".").append(part & 0xff);
      }
      return text.toString();
    }
    for (int i = 0; i < address.length; i += 2) {
      int group = (address[i] & 0xff) << 8 | address[i + 1] & 0xff;
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return text.toString();
  }
}
