package org.boot2docker.machine.saved;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.boot2docker.machine.model.MachineException;

/** A connection to the agent of a guest; QEMU serves one at a time. */
final class AgentTalk implements Closeable {
  /** Resets the agent's parser (qga/qapi-schema.json, guest-sync). */
  private static final byte RESET = (byte) 0xff;

  private static final String SYNC = "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":%d}}%n";

  private final SocketChannel channel;
  private final BufferedReader reader;

  private AgentTalk(SocketChannel channel) {
    this.channel = channel;
    this.reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1));
  }

  /** Connects, also before the guest runs. */
  static AgentTalk open(Path socket) throws IOException {
    return new AgentTalk(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /**
   * Sends a request.
   *
   * @param request gives it when the agent listens
   * @return the line that answers it
   * @throws MachineException when the guest doesn't answer in time
   */
  String ask(Supplier<String> request, Duration limit) throws MachineException {
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> converse(request, done), "guest-agent");
    thread.setDaemon(true);
    thread.start();
    try {
      return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the guest's agent was asked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new Template.SilentException("the guest's agent does not answer", e);
    }
  }

  private void converse(Supplier<String> request, CompletableFuture<String> done) {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {RESET}));
      // Answers to somebody else, who asked before and went away, may come first.
      int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
      send(SYNC.formatted(id));
      String answer = line();
      while (!answer.matches(".*\"return\": ?" + id + "\\b.*")) {
        answer = line();
      }
      send(request.get() + "\n");
      done.complete(line());
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  private String line() throws IOException {
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("QEMU ended the connection");
    }
    return line;
  }

  private void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
