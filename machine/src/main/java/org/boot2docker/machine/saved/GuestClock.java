package org.boot2docker.machine.saved;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sets the clock of a guest, which stood still while the machine was saved, by its agent. */
record GuestClock(Path agentSocket) {
  /** Resets the agent's parser (qga/qapi-schema.json, guest-sync). */
  private static final byte RESET = (byte) 0xff;

  private static final String SYNC = "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n";
  private static final String SET =
      "{\"execute\":\"guest-set-time\",\"arguments\":{\"time\":%d}}%n";

  /** Whether the guest's agent has set the clock to that of the host. */
  boolean set(Duration limit) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(agentSocket))) {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      Thread thread = new Thread(() -> done.complete(converse(channel)), "guest-clock");
      thread.setDaemon(true);
      thread.start();
      return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException | ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** The agent looks at its port now and then only; the time is asked for once it listens. */
  private static boolean converse(SocketChannel channel) {
    try {
      BufferedReader reader =
          new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1));
      channel.write(ByteBuffer.wrap(new byte[] {RESET}));
      send(channel, SYNC);
      String answer = reader.readLine();
      // An answer to somebody else, who asked before the machine was saved, may come first.
      while (answer != null && !answer.matches(".*\"return\": ?1\\b.*")) {
        answer = reader.readLine();
      }
      Instant now = Instant.now();
      send(channel, SET.formatted(now.getEpochSecond() * 1_000_000_000L + now.getNano()));
      answer = reader.readLine();
      return answer != null && answer.contains("\"return\"");
    } catch (IOException e) {
      return false;
    }
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
