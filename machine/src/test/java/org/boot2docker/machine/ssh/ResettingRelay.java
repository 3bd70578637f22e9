package org.boot2docker.machine.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port that resets its first connection and leads the others to a server, as QEMU's forwarded
 * port does while the guest's server starts again.
 */
final class ResettingRelay implements Closeable {
  private final ServerSocket listener;
  private final int server;
  private final AtomicInteger connections = new AtomicInteger();

  private ResettingRelay(ServerSocket listener, int server) {
    this.listener = listener;
    this.server = server;
  }

  static ResettingRelay to(int server) throws IOException {
    ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    ResettingRelay relay = new ResettingRelay(listener, server);
    start(relay::serve);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** What runs on a thread of its own until a socket is closed. */
  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // A socket was closed, which ends the relay.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() throws IOException {
    while (true) {
      Socket client = listener.accept();
      if (connections.incrementAndGet() == 1) {
        client.setSoLinger(true, 0);
        client.close();
      } else {
        Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
        start(() -> copy(client, to));
        start(() -> copy(to, client));
      }
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
