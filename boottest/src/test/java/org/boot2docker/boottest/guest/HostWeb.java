package org.boot2docker.boottest.guest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostServer;

/** A web server on this machine: one text for everything, or the files of a folder. */
final class HostWeb implements AutoCloseable {
  private final HttpServer server;

  private HostWeb(HttpServer server) {
    this.server = server;
  }

  static HostWeb serving(String text) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return new HostWeb(server);
  }

  static HostWeb servingFolder(Path folder) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
          boolean found = Files.isRegularFile(file);
          exchange.sendResponseHeaders(found ? 200 : 404, found ? Files.size(file) : -1);
          if (found) {
            Files.copy(file, exchange.getResponseBody());
          }
          exchange.close();
        });
    server.start();
    return new HostWeb(server);
  }

  /** Its address as guests see it. */
  String urlSeenByGuest() {
    return "http://%s:%d/".formatted(HostServer.SEEN_BY_GUEST, server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
