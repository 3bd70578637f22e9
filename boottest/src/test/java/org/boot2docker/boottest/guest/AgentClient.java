package org.boot2docker.boottest.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A host's side of the guest agent protocol: bytes over QEMU's socket, whatever they are. */
final class AgentClient implements AutoCloseable {
  private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

  AgentClient(Path socket) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  /** Sends text, of which each character is a byte. */
  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The next line; the test's own time limit ends a wait for one that never comes. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (channel.read(one) == 1 && one.get(0) != '\n') {
      line.append((char) (one.get(0) & 0xff));
      one.clear();
    }
    return line.toString();
  }

  /** Runs a command and gives its whole answer. */
  JsonNode execute(String command) throws IOException {
    send("{\"execute\":\"" + command + "\"}\n");
    return new ObjectMapper().readTree(line());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
