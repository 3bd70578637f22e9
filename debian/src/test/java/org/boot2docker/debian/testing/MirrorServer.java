package org.boot2docker.debian.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves a directory over HTTP on the loopback interface, with faults on demand. */
public final class MirrorServer implements AutoCloseable {

  /** Something that goes wrong before a request is answered properly. */
  @FunctionalInterface
  public interface Fault {
    /** Handles the request when it wants to; says whether it did. */
    boolean handle(HttpExchange exchange, byte[] content) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path root;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  /** A server on a free port. */
  public MirrorServer(Path root) throws IOException {
    this.root = root;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The base URL, ending in a slash. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** What was asked for so far: path, then the range if any. */
  public List<String> requests() {
    return requests;
  }

  /** Adds a fault that all requests go through. */
  public void add(Fault fault) {
    faults.add(fault);
  }

  /** A fault that strikes so often, for paths that end in something. */
  public void addOnce(String suffix, int times, Fault fault) {
    java.util.concurrent.atomic.AtomicInteger left =
        new java.util.concurrent.atomic.AtomicInteger(times);
    add(
        (exchange, content) ->
            exchange.getRequestURI().getPath().endsWith(suffix)
                && left.getAndDecrement() > 0
                && fault.handle(exchange, content));
  }

  /** Promises the whole file, and ends the connection after so many bytes. */
  public static Fault cutAfter(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      throw new IOException("cut"); // makes the server drop the connection
    };
  }

  /** Answers with a status and no content. */
  public static Fault status(int status) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return true;
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String path = exchange.getRequestURI().getPath();
    requests.add(range == null ? path : path + " " + range);
    Path file = root.resolve(path.substring(1));
    byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    for (Fault fault : faults) {
      if (fault.handle(exchange, content)) {
        return;
      }
    }
    if (!Files.isRegularFile(file)) {
      status(404).handle(exchange, content);
      return;
    }
    send(exchange, content, range);
  }

  private static void send(HttpExchange exchange, byte[] content, @Nullable String range)
      throws IOException {
    byte[] body = content;
    int status = 200;
    if (range != null) {
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (from >= content.length) {
        status(416).handle(exchange, content);
        return;
      }
      body = Arrays.copyOfRange(content, from, content.length);
      status = 206;
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
