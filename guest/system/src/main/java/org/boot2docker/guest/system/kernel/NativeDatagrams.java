package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;

/** Real UDP sockets, through the C library. */
public final class NativeDatagrams implements Datagrams {
  private static final int SOCK_DGRAM = 2;

  /** Offsets in a 64-bit C library's {@code struct addrinfo}. */
  private static final int INFO_SOCKET_TYPE = 8;

  private static final int INFO_LENGTH = 16;
  private static final int INFO_ADDRESS = 24;
  private static final int INFO_NEXT = 40;
  private static final int INFO_BYTES = 48;

  private final Descriptors descriptors;
  private final Address scratch = Libc.malloc(INFO_BYTES);

  /** Sockets that are read and polled as these descriptors. */
  public NativeDatagrams(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  @Override
  public List<byte[]> resolve(String host, int port) {
    List<byte[]> found = new ArrayList<>();
    Address hints = Libc.malloc(INFO_BYTES);
    Address.fillZero(hints, INFO_BYTES);
    hints.add(INFO_SOCKET_TYPE).putInt(SOCK_DGRAM);
    if (LibcSockets.getaddrinfo(host, Integer.toString(port), hints, scratch) == 0) {
      Address first = scratch.getAddress();
      for (Address info = first; info.toLong() != 0; info = info.add(INFO_NEXT).getAddress()) {
        found.add(copy(info.add(INFO_ADDRESS).getAddress(), info.add(INFO_LENGTH).getInt()));
      }
      LibcSockets.freeaddrinfo(first);
    }
    Libc.free(hints);
    return found;
  }

  private static byte[] copy(Address from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = from.add(i).getByte();
    }
    return bytes;
  }

  @Override
  public int connect(byte[] address) {
    int family = (address[0] & 0xff) | (address[1] & 0xff) << 8;
    int type = SOCK_DGRAM | Linux.O_CLOEXEC | Linux.O_NONBLOCK;
    int socket = LibcSockets.socket(family, type, 0);
    if (socket < 0) {
      return -Libc.errno();
    }
    if (LibcSockets.connect(socket, Address.ofData(address), address.length) < 0) {
      int error = -Libc.errno();
      LibcDescriptors.close(socket);
      return error;
    }
    return socket;
  }

  @Override
  public int send(int socket, byte[] datagram) {
    return descriptors.write(socket, datagram, 0, datagram.length);
  }

  @Override
  public int receive(int socket, byte[] buffer, long timeout) {
    boolean[] ready = descriptors.poll(new int[] {socket}, timeout);
    return ready[0] ? descriptors.read(socket, buffer) : -Linux.EAGAIN;
  }

  @Override
  public void close(int socket) {
    descriptors.close(socket);
  }
}
