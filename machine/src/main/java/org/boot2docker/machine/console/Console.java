package org.boot2docker.machine.console;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.MachineException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the serial console from its log, from the start of the boot on, and types into its socket.
 *
 * <p>Each wait goes on behind what the one before it found, as with {@code expect}. Escape
 * sequences and carriage returns are left out of the text.
 */
public final class Console implements Closeable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TAIL_LINES = 15;

  private final ConsoleLog log;
  private final Path socket;
  private final BooleanSupplier alive;
  private @Nullable SocketChannel connection;

  /**
   * For one machine.
   *
   * @param log file that QEMU writes the console to
   * @param socket what is typed goes here
   * @param alive whether QEMU still runs: a wait ends when it doesn't
   */
  public Console(Path log, Path socket, BooleanSupplier alive) {
    this.log = new ConsoleLog(log);
    this.socket = socket;
    this.alive = alive;
  }

  /** Waits for a text and gives all since the last wait, up to its end. */
  public String await(String text, Duration limit) throws IOException {
    return await(Pattern.compile(Pattern.quote(text)), limit);
  }

  /**
   * Waits for a match and gives all since the last wait, up to its end.
   *
   * @throws MachineException when the time is over or QEMU ended; its details are the last lines
   */
  public String await(Pattern pattern, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean ended = !alive.getAsBoolean();
      Optional<String> found = take(pattern);
      if (found.isPresent()) {
        return found.get();
      }
      if (ended) {
        throw new MachineException(
            "the machine ended before its console showed '%s'".formatted(pattern.pattern()),
            log.lastLines(TAIL_LINES));
      }
      if (System.nanoTime() > end) {
        throw new MachineException(
            "the console did not show '%s' within %d s"
                .formatted(pattern.pattern(), limit.toSeconds()),
            log.lastLines(TAIL_LINES));
      }
      pause();
    }
  }

  private Optional<String> take(Pattern pattern) throws IOException {
    String text = log.unread();
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    log.consume(matcher.end());
    return Optional.of(text.substring(0, matcher.end()));
  }

  /** Types a line and presses Enter. */
  public void sendLine(String line) throws IOException {
    send(line + "\r");
  }

  /** Types characters. */
  public void send(String text) throws IOException {
    SocketChannel channel = connect();
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The last lines that the guest wrote, fewer when there are fewer. */
  public java.util.List<String> lastLines(int most) throws IOException {
    return log.lastLines(most);
  }

  private synchronized SocketChannel connect() throws IOException {
    SocketChannel open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    SocketChannel fresh;
    try {
      fresh = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new MachineException(
          "can't type into the console %s (%s): is the machine running?"
              .formatted(socket, e.getMessage()),
          e);
    }
    connection = fresh;
    Thread drain = new Thread(() -> drain(fresh), "console-drain");
    drain.setDaemon(true);
    drain.start();
    return fresh;
  }

  /** The log has it all; but left unread, the socket would fill up and stop the guest. */
  private static void drain(SocketChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (channel.read(buffer) >= 0) {
        buffer.clear();
      }
    } catch (IOException e) {
      // Closed, by us or by QEMU's end; whoever types next hears of it.
      return;
    }
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while waiting for the console", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    SocketChannel open = connection;
    if (open != null) {
      open.close();
    }
  }
}
