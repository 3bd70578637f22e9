package org.boot2docker.machine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.boot2docker.image.json.Json;

/** Docker's API on a Unix socket, as far as a machine needs it. HTTP 1.0 has no chunks. */
public final class DockerApi implements DockerSource {
  private static final String EVENTS =
      "/events?filters="
          + URLEncoder.encode(
              "{\"type\":[\"container\",\"service\"],"
                  + "\"event\":[\"start\",\"die\",\"create\",\"update\",\"remove\"]}",
              StandardCharsets.UTF_8);

  private final Path socket;

  /** For an endpoint. */
  public DockerApi(Path socket) {
    this.socket = socket;
  }

  @Override
  public JsonNode get(String path) throws IOException {
    try (SocketChannel channel = ask(path);
        BufferedReader reader = reader(channel)) {
      skipHeader(path, reader);
      StringBuilder body = new StringBuilder();
      char[] part = new char[8192];
      for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
        body.append(part, 0, count);
      }
      return Json.parse(body.toString());
    }
  }

  /**
   * Has a task run for each event of a container or service that may change what it has, and once
   * when events begin to come.
   *
   * @throws IOException when there are no more events, as when Docker ends
   */
  public void follow(Runnable changed) throws IOException {
    try (SocketChannel channel = ask(EVENTS);
        BufferedReader reader = reader(channel)) {
      skipHeader(EVENTS, reader);
      changed.run();
      while (reader.readLine() != null) {
        changed.run();
      }
    }
    throw new IOException("Docker sends no more events");
  }

  private SocketChannel ask(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    boolean asked = false;
    try {
      String request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
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

  private static void skipHeader(String path, BufferedReader reader) throws IOException {
    String status = reader.readLine();
    if (status == null || !status.matches("HTTP/1\\.[01] 200 .*")) {
      throw new IOException("Docker answers " + path + " with " + status);
    }
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
  }
}
