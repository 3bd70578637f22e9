package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;
import org.teavm.interop.Strings;

/** The real ones, through the C library. */
public final class NativeInterfaceAddresses implements InterfaceAddresses {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  /** Offsets in a 64-bit C library's {@code struct ifaddrs}. */
  private static final int NAME = 8;

  private static final int ADDRESS = 24;
  private static final int MASK = 32;

  /** Where the address is in {@code sockaddr_in} and {@code sockaddr_in6}. */
  private static final int IN = 4;

  private static final int IN6 = 8;

  @Override
  public List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    Address list = Libc.malloc(8);
    if (LibcSockets.getifaddrs(list) == 0) {
      Address first = list.getAddress();
      for (Address entry = first; entry.toLong() != 0; entry = entry.getAddress()) {
        Address socket = entry.add(ADDRESS).getAddress();
        int family = socket.toLong() == 0 ? 0 : socket.getShort();
        if (family == AF_INET || family == AF_INET6) {
          String name = Strings.fromC(entry.add(NAME).getAddress());
          byte[] mask = bytes(entry.add(MASK).getAddress(), family);
          entries.add(new Entry(name, bytes(socket, family), ones(mask)));
        }
      }
      LibcSockets.freeifaddrs(first);
    }
    Libc.free(list);
    return entries;
  }

  private static byte[] bytes(Address socket, int family) {
    byte[] bytes = new byte[family == AF_INET ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = socket.add((family == AF_INET ? IN : IN6) + i).getByte();
    }
    return bytes;
  }

  private static int ones(byte[] mask) {
    int count = 0;
    for (byte b : mask) {
      count += Integer.bitCount(b & 0xff);
    }
    return count;
  }
}
