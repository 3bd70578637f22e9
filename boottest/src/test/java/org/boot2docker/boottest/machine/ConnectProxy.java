package org.boot2docker.boottest.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A proxy for HTTPS on a port of 127.0.0.1. It knows one host by every name: this machine's
 * 127.0.0.1.
 */
final class ConnectProxy implements AutoCloseable {
  private final ServerSocket server;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  private ConnectProxy(ServerSocket server) {
    this.server = server;
  }

  static ConnectProxy start() throws IOException {
    ConnectProxy proxy =
        new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    inBackground(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Whom it was to connect to, with the port. */
  Queue<String> asked() {
    return asked;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      inBackground(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    String target = head(client.getInputStream()).split(" ", 3)[1];
    asked.add(target);
    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    Socket there = new Socket(InetAddress.getLoopbackAddress(), port);
    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    inBackground(() -> carry(there, client));
    carry(client, there);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the head ends early: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void carry(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Somebody has closed the connection, or the test the proxy.
                return;
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
