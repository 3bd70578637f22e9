package org.boot2docker.guest.system.bytes;

import java.util.Arrays;
import java.util.Optional;

/** Addresses of IPv4 and IPv6 as text. */
public final class IpAddress {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

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
   * The 16 bytes of an IPv6 address in groups of hexadecimal digits, with or without {@code ::};
   * nothing when it is none, or ends in an IPv4 address.
   */
  public static Optional<byte[]> ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      Optional<byte[]> whole = groups(text);
      return whole.filter(bytes -> bytes.length == IPV6_BYTES);
    }
    Optional<byte[]> before = groups(text.substring(0, gap));
    Optional<byte[]> after = groups(text.substring(gap + 2));
    if (before.isEmpty()
        || after.isEmpty()
        || before.get().length + after.get().length >= IPV6_BYTES) {
      return Optional.empty();
    }
    byte[] address = Arrays.copyOf(before.get(), IPV6_BYTES);
    int length = after.get().length;
    System.arraycopy(after.get(), 0, address, IPV6_BYTES - length, length);
    return Optional.of(address);
  }

  /** Groups with a colon between each two; none of an empty text. */
  private static Optional<byte[]> groups(String text) {
    byte[] bytes = new byte[IPV6_BYTES];
    int count = 0;
    int digits = 0;
    int group = 0;
    for (int i = 0; i <= text.length() && !text.isEmpty(); i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      boolean ends = i == text.length() || text.charAt(i) == ':';
      if (digit >= 0 && digits < 4) {
        group = group << 4 | digit;
        digits++;
      } else if (ends && digits > 0 && count < IPV6_BYTES) {
        bytes[count++] = (byte) (group >> 8);
        bytes[count++] = (byte) group;
        digits = 0;
        group = 0;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(Arrays.copyOf(bytes, count));
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
