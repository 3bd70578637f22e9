package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** Sockets over which Linux answers and tells news (netlink(7)), without waiting. */
final class Netlink {
  static final int ROUTE = 0;
  static final int NETFILTER = 12;
  static final int KOBJECT_UEVENT = 15;

  private static final int FAMILY = 16;
  private static final int SOCK_RAW = 3;

  /** {@code struct sockaddr_nl}: family, padding, port, groups. */
  private static final int ADDRESS_BYTES = 12;

  private static final int GROUPS = 8;

  private Netlink() {}

  /** One for requests; below zero is a negated errno. */
  static int open(int protocol) {
    int fd = LibcSockets.socket(FAMILY, SOCK_RAW | Linux.O_CLOEXEC | Linux.O_NONBLOCK, protocol);
    return fd < 0 ? -Libc.errno() : fd;
  }

  /** One that receives the news of these groups, a bit for each. */
  static int open(int protocol, int groups) {
    int fd = open(protocol);
    if (fd < 0) {
      return fd;
    }
    Address address = Libc.malloc(ADDRESS_BYTES);
    Address.fillZero(address, ADDRESS_BYTES);
    address.putShort((short) FAMILY);
    address.add(GROUPS).putInt(groups);
    int error = LibcSockets.bind(fd, address, ADDRESS_BYTES) < 0 ? Libc.errno() : 0;
    Libc.free(address);
    if (error != 0) {
      LibcDescriptors.close(fd);
    }
    return error == 0 ? fd : -error;
  }
}
