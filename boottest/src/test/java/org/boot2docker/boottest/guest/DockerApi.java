package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of Docker's HTTP API on a Unix socket of this machine, in no more than it takes. */
final class DockerApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BLANK_LINE = "\r\n\r\n";

  private final Path socket;

  DockerApi(Path socket) {
    this.socket = socket;
  }

  /** Asks for something. */
  JsonNode get(String path) throws IOException {
    return request("GET", path, "");
  }

  /** Makes or does something. */
  JsonNode post(String path, String json) throws IOException {
    return request("POST", path, json);
  }

  /** Deletes something. */
  void delete(String path) throws IOException {
    request("DELETE", path, "");
  }

  private JsonNode request(String method, String path, String body) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      // With HTTP/1.0 the answer comes in one piece and ends with the connection.
      write(channel, head(method, path, "1.0", body, ""));
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).as("answer to %s %s", method, path).matches("(?s)HTTP/1\\.[01] 2.*");
      String content = answer.substring(answer.indexOf(BLANK_LINE) + BLANK_LINE.length());
      return content.isBlank() ? JSON.nullNode() : JSON.readTree(content);
    }
  }

  /**
   * Turns the connection into a stream, as {@code docker exec -i} does, sends the input, closes
   * that direction, and gives what comes back on standard output until the other side ends.
   */
  byte[] stream(String path, String json, byte[] input) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      write(channel, head("POST", path, "1.1", json, "Connection: Upgrade\r\nUpgrade: tcp\r\n"));
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      assertThat(readHead(in)).startsWith("HTTP/1.1 101 ");
      Thread writer = new Thread(() -> writeAndShut(channel, input), "docker-stdin");
      writer.start();
      return readFrames(in);
    }
  }

  private static String head(String method, String path, String version, String body, String more) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "%s %s HTTP/%s\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(method, path, version, length, more, body);
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void writeAndShut(SocketChannel channel, byte[] input) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(input);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.shutdownOutput();
    } catch (IOException e) {
      // The reader sees the end too early, and the test fails there.
      return;
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int c = in.read();
    while (c >= 0) {
      head.append((char) c);
      if (head.toString().endsWith(BLANK_LINE)) {
        break;
      }
      c = in.read();
    }
    return head.toString();
  }

  /** Standard output and error come in frames: stream number, three zeros, length, bytes. */
  private static byte[] readFrames(DataInputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int stream = in.read();
    while (stream >= 0) {
      in.readNBytes(3);
      byte[] content = in.readNBytes(in.readInt());
      if (stream == 1) {
        out.write(content);
      }
      stream = in.read();
    }
    return out.toByteArray();
  }
}
