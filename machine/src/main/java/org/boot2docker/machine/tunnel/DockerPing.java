package org.boot2docker.machine.tunnel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Docker's API whether it answers. */
public final class DockerPing {
  private static final String REQUEST =
      "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";

  private static final int MOST_ANSWER = 16 * 1024;
  private static final Pattern OK = Pattern.compile("\\AHTTP/1\\.[01] 200 ");
  private static final Pattern SERVER =
      Pattern.compile("(?im)^Server: Docker/([0-9A-Za-z.+~_-]{1,64})");

  private DockerPing() {}

  /**
   * Docker's version when it answers on the socket in time, or "unknown" when it doesn't tell it;
   * else empty.
   */
  public static Optional<String> version(Path socket, Duration limit) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      if (!connects(channel, socket, limit)) {
        return Optional.empty();
      }
      channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
      String answer = read(channel, limit);
      if (!OK.matcher(answer).find()) {
        return Optional.empty();
      }
      Matcher server = SERVER.matcher(answer);
      return Optional.of(server.find() ? server.group(1) : "unknown");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A tunnel that hangs, with others waiting, would otherwise be waited for without end. */
  private static boolean connects(SocketChannel channel, Path socket, Duration limit)
      throws IOException {
    if (channel.connect(UnixDomainSocketAddress.of(socket))) {
      return true;
    }
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_CONNECT);
      return selector.select(limit.toMillis()) > 0 && channel.finishConnect();
    }
  }

  private static String read(SocketChannel channel, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    ByteBuffer buffer = ByteBuffer.allocate(MOST_ANSWER);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      long left = limit.toMillis();
      while (left > 0 && buffer.hasRemaining()) {
        selector.select(left);
        if (channel.read(buffer) < 0) {
          break;
        }
        selector.selectedKeys().clear();
        left = (end - System.nanoTime()) / 1_000_000;
      }
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
  }
}
