package org.boot2docker.guest.programs.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.boot2docker.guest.system.clock.FakeClocks;

/** A server on this host whose answers a test bends as it likes. */
final class NtpServer implements AutoCloseable {
  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final AtomicInteger asked = new AtomicInteger();

  /** Serves each request with the datagrams that the function makes of request and number. */
  NtpServer(BiFunction<ByteBuffer, Integer, byte[][]> answers) throws IOException {
    Thread thread = new Thread(() -> serve(answers), "ntp-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Serves the right time of a machine, {@code ahead} microseconds more. */
  static NtpServer ahead(FakeClocks clocks, long ahead) throws IOException {
    return new NtpServer(
        (request, number) -> new byte[][] {reply(request, clocks.truth() + ahead).array()});
  }

  /** A faultless reply with that time, in microseconds since 1970. */
  static ByteBuffer reply(ByteBuffer request, long micros) {
    ByteBuffer packet = ByteBuffer.allocate(48);
    packet.put(0, (byte) (4 << 3 | 4)).put(1, (byte) 2);
    packet.putLong(24, request.getLong(40));
    packet.putLong(32, stamp(micros)).putLong(40, stamp(micros));
    return packet;
  }

  static long stamp(long micros) {
    long seconds = Math.floorDiv(micros, 1_000_000L) + 2_208_988_800L;
    long fraction = (Math.floorMod(micros, 1_000_000L) << 32) / 1_000_000;
    return seconds << 32 | fraction;
  }

  private void serve(BiFunction<ByteBuffer, Integer, byte[][]> answers) {
    byte[] buffer = new byte[256];
    try {
      while (true) {
        DatagramPacket request = new DatagramPacket(buffer, buffer.length);
        socket.receive(request);
        ByteBuffer bytes = ByteBuffer.wrap(buffer.clone());
        for (byte[] answer : answers.apply(bytes, asked.getAndIncrement())) {
          socket.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
