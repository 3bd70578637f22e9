package org.boot2docker.machine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.boot2docker.image.json.Json;

/** Docker's API on a Unix socket, as far as a machine needs it. HTTP 1.0 has no chunks. */
public final class DockerApi implements DockerSource {
  private static final String EVENTS =
      "/events?filters="
          + URLEncoder.encode(
              "{\"type\":[\"container\",\"service\"],"
                  + "\"event\":[\"start\",\"die\",\"create\",\"update\",\"remove\"]}",
              StandardCharsets.UTF_8);

  /** An emulated guest takes its time, for example to join a swarm. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final int PART_BYTES = 8192;

  private final Path socket;
  private final Duration limit;

  /** For an endpoint. */
  public DockerApi(Path socket) {
    this(socket, LIMIT);
  }

  /** For an endpoint that answers in this time; events may take longer. */
  DockerApi(Path socket, Duration limit) {
    this.socket = socket;
    this.limit = limit;
  }

  @Override
  public JsonNode get(String path) throws IOException {
    return exchange("GET", path, "");
  }

  /**
   * Has Docker do something.
   *
   * @param path of Docker's API
   * @param body a document; an empty one where the call takes none
   * @return Docker's answer; a missing node when it has none
   * @throws IOException when Docker doesn't answer, or refuses, with its reason
   */
  public JsonNode post(String path, JsonNode body) throws IOException {
    return exchange("POST", path, body.toString());
  }

  /**
   * Has Docker delete something.
   *
   * @param path of Docker's API
   * @throws IOException when Docker doesn't answer, or refuses, with its reason
   */
  public void delete(String path) throws IOException {
    exchange("DELETE", path, "");
  }

  private JsonNode exchange(String method, String path, String body) throws IOException {
    try (SocketChannel channel = ask(method, path, body)) {
      BufferedReader reader = new BufferedReader(new StringReader(answer(channel, path)));
      String status = status(reader);
      String text = reader.lines().collect(Collectors.joining("\n"));
      requireSuccess(path, status, text);
      return text.isEmpty() ? MissingNode.getInstance() : Json.parse(text);
    }
  }

  /** All of it, header included; Docker closes the connection behind it. */
  private String answer(SocketChannel channel, String path) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(PART_BYTES);
    long end = System.nanoTime() + limit.toNanos();
    try (Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      while (channel.read(part) >= 0) {
        answer.write(part.array(), 0, part.position());
        part.clear();
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IOException(
              "Docker does not answer %s within %d s".formatted(path, limit.toSeconds()));
        }
        selector.select(left);
        selector.selectedKeys().clear();
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  /**
   * Has a task run for each event of a container or service that may change what it has, and once
   * when events begin to come.
   *
   * @throws IOException when there are no more events, as when Docker ends
   */
  public void follow(Runnable changed) throws IOException {
    try (SocketChannel channel = ask("GET", EVENTS, "");
        BufferedReader reader = reader(channel)) {
      requireSuccess(EVENTS, status(reader), "");
      changed.run();
      while (reader.readLine() != null) {
        changed.run();
      }
    }
    throw new IOException("Docker sends no more events");
  }

  private SocketChannel ask(String method, String path, String body) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    boolean asked = false;
    try {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder request = new StringBuilder();
      request.append(method).append(' ').append(path).append(" HTTP/1.0\r\nHost: docker\r\n");
      if (content.length > 0) {
        request.append("Content-Type: application/json\r\n");
        request.append("Content-Length: ").append(content.length).append("\r\n");
      }
      request.append("\r\n");
      channel.write(ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.US_ASCII)));
      channel.write(ByteBuffer.wrap(content));
      asked = true;
      return channel;
    } finally {
      if (!asked) {
        channel.close();
      }
    }
  }

  private static BufferedReader reader(SocketChannel channel) {
    return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** Gives the status line, and leaves the reader at the body. */
  private static String status(BufferedReader reader) throws IOException {
    String status = reader.readLine();
    String line = status;
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
    return status == null ? "no answer" : status;
  }

  private static void requireSuccess(String path, String status, String body) throws IOException {
    if (!status.matches("HTTP/1\\.[01] 2\\d\\d .*")) {
      throw new IOException("Docker answers %s with %s".formatted(path, reason(status, body)));
    }
  }

  /** Docker's own words, or the status where there are none. */
  private static String reason(String status, String body) {
    try {
      String message = Json.parse(body).path("message").asText("");
      return message.isEmpty() ? status : message;
    } catch (IOException e) {
      return status;
    }
  }
}
