package org.boot2docker.guest.programs.clock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.guest.system.kernel.Datagrams;

/** Real sockets of the Java machine; every name leads to this host, addresses are port numbers. */
final class JvmDatagrams implements Datagrams {
  private static final int EAGAIN = -11;

  private final Map<Integer, DatagramSocket> sockets = new HashMap<>();

  @Override
  public List<byte[]> resolve(String host, int port) {
    return List.of(new byte[] {(byte) (port >> 8), (byte) port});
  }

  @Override
  public int connect(byte[] address) {
    int port = (address[0] & 0xff) << 8 | address[1] & 0xff;
    try {
      DatagramSocket socket = new DatagramSocket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      sockets.put(sockets.size() + 1, socket);
      return sockets.size();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public int send(int socket, byte[] datagram) {
    try {
      sockets.get(socket).send(new DatagramPacket(datagram, datagram.length));
      return datagram.length;
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public int receive(int socket, byte[] buffer, long timeout) {
    try {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      // On this host an answer that takes longer never comes.
      sockets.get(socket).setSoTimeout((int) Math.min(timeout, 300));
      sockets.get(socket).receive(packet);
      return packet.getLength();
    } catch (IOException e) {
      return EAGAIN;
    }
  }

  @Override
  public void close(int socket) {
    sockets.get(socket).close();
  }
}
