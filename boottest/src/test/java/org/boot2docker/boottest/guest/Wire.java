package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/**
 * The other end of a guest's network card: every datagram is an Ethernet frame.
 *
 * @param socket where QEMU sends the guest's frames
 * @param guestPort where QEMU takes frames for the guest
 */
record Wire(DatagramSocket socket, int guestPort) implements AutoCloseable {

  static Wire open() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (DatagramSocket free = new DatagramSocket(0, here)) {
      return new Wire(new DatagramSocket(0, here), free.getLocalPort());
    }
  }

  /** QEMU's option. */
  String netdev(String id) {
    return "dgram,id=%s,local.type=inet,local.host=127.0.0.1,local.port=%d,remote.type=inet,remote.host=127.0.0.1,remote.port=%d"
        .formatted(id, guestPort, socket.getLocalPort());
  }

  void send(byte[] frame) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    socket.send(new DatagramPacket(frame, frame.length, here, guestPort));
  }

  @Override
  public void close() {
    socket.close();
  }
}
