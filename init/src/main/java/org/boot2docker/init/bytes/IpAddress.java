package org.boot2docker.init.bytes;

/** Addresses of IPv4 and IPv6 as text. */
public final class IpAddress {
  private IpAddress() {}

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
