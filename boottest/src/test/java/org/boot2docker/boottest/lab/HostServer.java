package org.boot2docker.boottest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A server program of this machine that guests talk to, on a port of 127.0.0.1. */
public final class HostServer implements AutoCloseable {
  /** This machine as a guest sees it in QEMU's user network. */
  public static final String SEEN_BY_GUEST = "10.0.2.2";

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;

  private HostServer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** A port that nobody listened on just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param directory in which it runs, and which gets the file NAME.log
   * @param port that its command or configuration names
   * @param command with which it stays in the foreground
   */
  public static HostServer start(Path directory, String name, int port, List<String> command)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    Process process =
        HostTool.builder(directory, Map.of(), command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    HostServer server = new HostServer(process, log);
    Instant end = Instant.now().plus(START_LIMIT);
    while (!isListening(port)) {
      assertThat(process.isAlive()).as("%s runs; it said:%n%s", name, server.log()).isTrue();
      assertThat(Instant.now()).as("%s listens", name).isBefore(end);
      Pause.seconds(1);
    }
    return server;
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What it has said. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
