package org.boot2docker.init.kernel;

import org.teavm.interop.Address;

/** The real ones, through the C library. */
public final class NativeSurroundings implements Surroundings {
  private static final int CLOCK_REALTIME = 0;
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_ROUTE = 0;

  /** Of struct sockaddr_nl: family, padding, port, groups. */
  private static final int NETLINK_ADDRESS_BYTES = 12;

  private static final int GROUPS_OFFSET = 8;
  private static final int RTMGRP_IPV4_IFADDR = 0x10;
  private static final int RTMGRP_IPV6_IFADDR = 0x100;

  /** Of struct stat: the same on amd64 and arm64. */
  private static final int MODIFIED_OFFSET = 88;

  private static final int SCRATCH_BYTES = 256;

  /** Memory for the small structures of calls; there is one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(SCRATCH_BYTES);

  @Override
  public long seconds() {
    Libc.clockGettime(CLOCK_REALTIME, scratch);
    return scratch.getLong();
  }

  @Override
  public long modified(String path) {
    return Libc.stat(path, scratch) < 0 ? -Libc.errno() : scratch.add(MODIFIED_OFFSET).getLong();
  }

  @Override
  public int random(byte[] bytes) {
    long count = Libc.getrandom(Address.ofData(bytes), bytes.length, 0);
    return count < 0 ? -Libc.errno() : (int) count;
  }

  @Override
  public int addressSocket() {
    int flags = Linux.O_CLOEXEC | Linux.O_NONBLOCK;
    int fd = Libc.socket(AF_NETLINK, SOCK_RAW | flags, NETLINK_ROUTE);
    return fd < 0 ? -Libc.errno() : fd;
  }

  @Override
  public int addressNews() {
    int fd = addressSocket();
    if (fd < 0) {
      return fd;
    }
    Address.fillZero(scratch, NETLINK_ADDRESS_BYTES);
    scratch.putShort((short) AF_NETLINK);
    scratch.add(GROUPS_OFFSET).putInt(RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
    if (Libc.bind(fd, scratch, NETLINK_ADDRESS_BYTES) < 0) {
      int error = -Libc.errno();
      Libc.close(fd);
      return error;
    }
    return fd;
  }
}
