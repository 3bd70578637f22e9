package org.boot2docker.machine.qmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a QEMU.
 *
 * <p>QEMU serves one client at a time and lets the others wait, so a client is best closed soon.
 */
public final class QmpClient implements Closeable {
  /** QEMU's lines are short; a longer one is not QEMU's. */
  private static final int LONGEST_LINE = 1 << 20;

  private final Path socket;
  private final SocketChannel channel;
  private final Duration limit;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final BlockingQueue<QmpEvent> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();

  /** Why nothing is read any more. */
  private volatile @Nullable IOException end;

  private QmpClient(Path socket, SocketChannel channel, Duration limit) {
    this.socket = socket;
    this.channel = channel;
    this.limit = limit;
  }

  /**
   * Connects, reads the greeting and negotiates capabilities.
   *
   * @param limit how long QEMU may take for this and for each command
   * @throws QmpException when nothing answers there in time
   */
  public static QmpClient connect(Path socket, Duration limit) throws QmpException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      throw new QmpException("this system has no Unix sockets: QEMU can't be controlled", e);
    }
    QmpClient client = new QmpClient(socket, channel, limit);
    boolean ready = false;
    try {
      // A QEMU that hangs lets a client connect for ever, once others wait.
      Thread reader = new Thread(client::run, "qmp-reader");
      reader.setDaemon(true);
      reader.start();
      client.await(client.greeting, "greeting");
      client.execute("qmp_capabilities");
      ready = true;
    } finally {
      if (!ready) {
        client.close();
      }
    }
    return client;
  }

  /** Runs a command without arguments and gives what it returns. */
  public JsonNode execute(String command) throws QmpException {
    return execute(command, Map.of());
  }

  /**
   * Runs a command and gives what it returns.
   *
   * @throws QmpException when QEMU refuses it, or doesn't answer in time
   */
  public JsonNode execute(String command, Map<String, Object> arguments) throws QmpException {
    String id = Long.toString(lastId.incrementAndGet());
    ObjectNode request = Json.object().put("execute", command).put("id", id);
    if (!arguments.isEmpty()) {
      request.set("arguments", Json.tree(arguments));
    }
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    try {
      IOException over = end;
      if (over != null) {
        // Nobody reads an answer any more, even where QEMU still takes the request.
        reply.completeExceptionally(over);
      }
      send(Json.line(request) + "\n");
      JsonNode answer = await(reply, command);
      if (answer.has("error")) {
        throw new QmpException.Refused(command, answer.at("/error/desc").asText());
      }
      return answer.path("return");
    } finally {
      waiting.remove(id);
    }
  }

  /** Runs a command of QEMU's monitor for people, and gives its text. */
  public String monitor(String commandLine) throws QmpException {
    return execute("human-monitor-command", Map.of("command-line", commandLine)).asText();
  }

  /** The guest's state, such as {@code running}, {@code paused} or {@code shutdown}. */
  public String status() throws QmpException {
    return execute("query-status").path("status").asText();
  }

  /** Presses the guest's power button. */
  public void powerDown() throws QmpException {
    execute("system_powerdown");
  }

  /** Ends QEMU at once: like pulling the plug. */
  public void quit() throws QmpException {
    execute("quit");
  }

  /** The next event; empty when none comes in time. */
  public Optional<QmpEvent> nextEvent(Duration wait) {
    try {
      return Optional.ofNullable(events.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private synchronized void send(String text) throws QmpException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new QmpException("QEMU on %s ended: %s".formatted(socket, e.getMessage()), e);
    }
  }

  private JsonNode await(CompletableFuture<JsonNode> future, String what) throws QmpException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QmpException("interrupted while QEMU was asked for " + what, e);
    } catch (TimeoutException e) {
      throw new QmpException(
          "QEMU on %s gave no answer to %s within %d s: it hangs or serves another client"
              .formatted(socket, what, limit.toSeconds()),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof QmpException known) {
        throw known;
      }
      throw new QmpException("QEMU on %s ended before it answered %s".formatted(socket, what), e);
    }
  }

  private void run() {
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      fail(
          new QmpException(
              "no QEMU answers on %s (%s): start the machine".formatted(socket, e.getMessage()),
              e));
      return;
    }
    readAll();
  }

  private void readAll() {
    try (BufferedReader reader =
        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      Optional<String> line = readLine(reader);
      while (line.isPresent()) {
        dispatch(Json.parse(line.get()));
        line = readLine(reader);
      }
      fail(new IOException("connection closed"));
    } catch (IOException e) {
      fail(e);
    }
  }

  /** A line without its end; empty at the end of the stream. */
  private Optional<String> readLine(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      if (line.length() > LONGEST_LINE) {
        throw new IOException("a line of more than " + LONGEST_LINE + " characters");
      }
      c = reader.read();
    }
    return c < 0 && line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }

  private void dispatch(JsonNode message) throws JsonProcessingException {
    if (message.has("QMP")) {
      greeting.complete(message);
    } else if (message.has("event")) {
      events.add(new QmpEvent(message.path("event").asText(), message.path("data")));
    } else {
      CompletableFuture<JsonNode> reply = waiting.get(message.path("id").asText());
      if (reply != null) {
        reply.complete(message);
      }
    }
  }

  private void fail(IOException cause) {
    end = cause;
    greeting.completeExceptionally(cause);
    waiting.values().forEach(reply -> reply.completeExceptionally(cause));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing more is wanted of it.
      fail(e);
    }
  }
}
