package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** Real sockets and links, through the C library. */
public final class NativeNet extends NativeDescriptors implements Net {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;

  /** RTNLGRP_ND_USEROPT, the 20th group, as a bit. */
  private static final int RTMGRP_ND_USEROPT = 1 << 19;

  /** RTNLGRP_IPV6_IFINFO, the 12th group, as a bit. */
  private static final int RTMGRP_IPV6_IFINFO = 1 << 11;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int NETLINK_BUFFER_BYTES = 4 << 20;
  private static final int CLOSED_ON_EXEC = Linux.O_CLOEXEC | Linux.O_NONBLOCK;

  /** Memory for the value of a socket option; there is one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(Integer.BYTES);

  @Override
  public int connect(String socketPath) {
    int fd = Libc.result(LibcSockets.socket(UnixAddress.FAMILY, SOCK_STREAM | CLOSED_ON_EXEC, 0));
    if (fd < 0) {
      return fd;
    }
    Address address = UnixAddress.of(socketPath);
    int connected = Libc.result(LibcSockets.connect(fd, address, UnixAddress.BYTES));
    Libc.free(address);
    if (connected < 0) {
      LibcDescriptors.close(fd);
      return connected;
    }
    return fd;
  }

  @Override
  public int ueventSocket() {
    return netlink(Netlink.KOBJECT_UEVENT, 1);
  }

  @Override
  public int routerSocket() {
    return netlink(Netlink.ROUTE, RTMGRP_ND_USEROPT | RTMGRP_IPV6_IFINFO);
  }

  private int netlink(int protocol, int groups) {
    int fd = Netlink.open(protocol, groups);
    if (fd >= 0) {
      scratch.putInt(NETLINK_BUFFER_BYTES);
      LibcSockets.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, scratch, Integer.BYTES);
    }
    return fd;
  }

  @Override
  public int interfaceSocket() {
    return Libc.result(LibcSockets.socket(AF_INET, SOCK_DGRAM | CLOSED_ON_EXEC, 0));
  }

  @Override
  public int firewallSocket() {
    return Netlink.open(Netlink.NETFILTER);
  }

  @Override
  public int sendToRouters(int interfaceIndex, byte[] packet) {
    int fd = Libc.result(LibcSockets.socket(LinkAddress.FAMILY, SOCK_DGRAM | CLOSED_ON_EXEC, 0));
    if (fd < 0) {
      return fd;
    }
    Address to = LinkAddress.ofRouters(interfaceIndex);
    int sent =
        Libc.result(
            LibcSockets.sendto(
                fd, Address.ofData(packet), packet.length, 0, to, LinkAddress.BYTES));
    Libc.free(to);
    LibcDescriptors.close(fd);
    return sent;
  }
}
