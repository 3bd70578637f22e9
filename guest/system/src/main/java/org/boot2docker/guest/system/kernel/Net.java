package org.boot2docker.guest.system.kernel;

/**
 * Sockets that this process opens to others, and to Linux for its news; what {@link Sockets} has is
 * for those that others connect to.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Net extends Descriptors {
  /** Connects to a unix stream socket without blocking. */
  int connect(String socketPath);

  /** A socket that receives the kernel's uevents. */
  int ueventSocket();

  /** A socket that receives what routers advertise and Linux leaves to programs. */
  int routerSocket();

  /** A socket for requests about network interfaces. */
  int interfaceSocket();

  /** A socket for requests to the packet filter, as linux/netfilter/nfnetlink.h has them. */
  int firewallSocket();

  /** Sends an IPv6 packet, header and all, to the routers on an interface's link. */
  int sendToRouters(int interfaceIndex, byte[] packet);
}
