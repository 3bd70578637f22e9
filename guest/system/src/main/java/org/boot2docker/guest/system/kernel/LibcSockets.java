package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The C library's functions for sockets and addresses, exactly as it declares them. */
final class LibcSockets {
  private LibcSockets() {}

  @Include("sys/socket.h")
  @Import(name = "socket")
  static native int socket(int domain, int type, int protocol);

  @Include("sys/socket.h")
  @Import(name = "bind")
  static native int bind(int fd, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "connect")
  static native int connect(int fd, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "listen")
  static native int listen(int fd, int backlog);

  @Include("sys/socket.h")
  @Import(name = "accept4")
  static native int accept4(int fd, Address address, Address length, int flags);

  @Include("sys/socket.h")
  @Import(name = "setsockopt")
  static native int setsockopt(int fd, int level, int option, Address value, int length);

  @Include("sys/socket.h")
  @Import(name = "sendto")
  static native long sendto(
      int fd, Address bytes, long size, int flags, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "recvmsg")
  static native long recvmsg(int fd, Address message, int flags);

  @Include("netdb.h")
  @Import(name = "getaddrinfo")
  static native int getaddrinfo(String host, String service, Address hints, Address result);

  @Include("netdb.h")
  @Import(name = "freeaddrinfo")
  static native void freeaddrinfo(Address list);

  @Include("ifaddrs.h")
  @Import(name = "getifaddrs")
  static native int getifaddrs(Address list);

  @Include("ifaddrs.h")
  @Import(name = "freeifaddrs")
  static native void freeifaddrs(Address list);
}
