package org.boot2docker.guest.system.network;

import java.util.List;
import org.boot2docker.guest.system.kernel.Descriptors;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/** Requests about interfaces, addresses and routes, one after the other, and their answers. */
public final class RouteSocket {
  /** An acknowledgement, with a refused request's header or a short text. */
  private static final int ANSWER_BYTES = 1024;

  private final Descriptors descriptors;
  private final int socket;

  /**
   * Over a socket that is open.
   *
   * @param socket or the error that it could not be opened with
   */
  public RouteSocket(Descriptors descriptors, int socket) {
    this.descriptors = descriptors;
    this.socket = socket;
  }

  /** What the kernel answers: 0, or a negated errno. */
  public int request(byte[] request) {
    int written = descriptors.write(socket, request, 0, request.length);
    if (written < 0) {
      return written;
    }
    byte[] answer = new byte[ANSWER_BYTES];
    int count = descriptors.read(socket, answer);
    List<NetlinkMessage> messages = NetlinkMessage.parse(answer, count);
    return messages.isEmpty() ? Math.min(0, count) : messages.get(0).error();
  }

  /** Closes it. */
  public void close() {
    descriptors.close(socket);
  }
}
