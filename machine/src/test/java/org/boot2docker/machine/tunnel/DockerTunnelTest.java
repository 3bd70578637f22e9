package org.boot2docker.machine.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshKey;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.ssh.TestSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tunnel through a real SSH server to a Unix socket. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DockerTunnelTest {
  @TempDir private Path folder;
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Path guestSocket = Path.of("unset");
  private Path socket = Path.of("unset");

  /** What the service in the guest does with a connection. */
  private interface Service {
    void serve(SocketChannel channel) throws IOException;
  }

  @BeforeEach
  void names() {
    guestSocket = folder.resolve("guest.sock");
    socket = folder.resolve("docker.sock");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private void serveInGuest(Service service) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(guestSocket), 128);
    toClose.add(server);
    background(
        () -> {
          while (server.isOpen()) {
            SocketChannel channel = server.accept();
            background(
                () -> {
                  try (channel) {
                    service.serve(channel);
                  }
                  return null;
                });
          }
          return null;
        });
  }

  private static void background(Callable<?> task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.call();
              } catch (Exception e) {
                // A connection that the test closed.
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private TestSshServer startTunnel() throws Exception {
    Path key = folder.resolve("id");
    Path publicKey = folder.resolve("id.pub");
    SshKey.ensure(key, publicKey, "test");
    TestSshServer server = TestSshServer.start(0, publicKey);
    HostKeys hostKeys = new HostKeys(folder.resolve("known_hosts"), "guest", true);
    SshTarget target = SshTarget.local(server.port(), key, hostKeys);
    DockerTunnel tunnel = DockerTunnel.listen(socket, guestSocket.toString(), target, log::add);
    background(
        () -> {
          tunnel.serve();
          return null;
        });
    toClose.add(tunnel);
    toClose.add(server);
    return server;
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static byte[] readAll(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(65536);
    while (channel.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static byte[] random(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Answers with all it got, after the client said that there is no more. */
  private static void answerAfterTheEnd(SocketChannel channel) throws IOException {
    write(channel, readAll(channel));
  }

  @Test
  void passesTheEndOfInputOnAndTheAnswerBack() throws Exception {
    serveInGuest(DockerTunnelTest::answerAfterTheEnd);
    startTunnel();

    try (SocketChannel client = connect()) {
      write(client, "question".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();

      assertThat(readAll(client)).asString(StandardCharsets.US_ASCII).isEqualTo("question");
    }
  }

  @Test
  void passesTheEndOfOutputOnAndGoesOnCarryingInput() throws Exception {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    serveInGuest(
        channel -> {
          write(channel, new byte[] {1});
          channel.shutdownOutput();
          got.write(readAll(channel));
          synchronized (got) {
            got.notifyAll();
          }
        });
    startTunnel();

    try (SocketChannel client = connect()) {
      assertThat(readAll(client)).containsExactly(1);
      write(client, "still heard".getBytes(StandardCharsets.US_ASCII));
    }
    synchronized (got) {
      while (got.size() == 0) {
        got.wait(10_000);
      }
    }
    assertThat(got.toString(StandardCharsets.US_ASCII)).isEqualTo("still heard");
  }

  @Test
  void carriesMuchMoreThanAWindowToASlowReader() throws Exception {
    serveInGuest(DockerTunnelTest::answerAfterTheEnd);
    startTunnel();
    byte[] bytes = random(20_000_000, 7);

    try (SocketChannel client = connect()) {
      write(client, bytes);
      client.shutdownOutput();
      Thread.sleep(300);

      assertThat(Arrays.equals(readAll(client), bytes)).isTrue();
    }
  }

  @Test
  void carriesManyConnectionsAtOnce() throws Exception {
    serveInGuest(DockerTunnelTest::answerAfterTheEnd);
    startTunnel();
    ExecutorService pool = Executors.newFixedThreadPool(40);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        byte[] bytes = random(100_000 + i, i);
        results.add(
            pool.submit(
                () -> {
                  try (SocketChannel client = connect()) {
                    write(client, bytes);
                    client.shutdownOutput();
                    return Arrays.equals(readAll(client), bytes);
                  }
                }));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aStalledConnectionDoesNotHoldUpTheOthers() throws Exception {
    serveInGuest(
        channel -> {
          ByteBuffer first = ByteBuffer.allocate(1);
          channel.read(first);
          write(channel, first.get(0) == 'M' ? random(8_000_000, 1) : new byte[] {42});
        });
    startTunnel();

    try (SocketChannel stalled = connect()) {
      write(stalled, new byte[] {'M'});
      Thread.sleep(500);
      try (SocketChannel other = connect()) {
        write(other, new byte[] {'s'});
        assertThat(readAll(other)).containsExactly(42);
      }
      assertThat(Arrays.equals(readAll(stalled), random(8_000_000, 1))).isTrue();
    }
  }

  @Test
  void closesConnectionsWhenNothingListensInTheGuest() throws Exception {
    startTunnel();

    try (SocketChannel client = connect()) {
      assertThat(readAll(client)).isEmpty();
    }
    assertThat(log).anyMatch(line -> line.contains("connection"));
  }

  @Test
  void logsInAgainWhenTheGuestWasRestarted() throws Exception {
    serveInGuest(DockerTunnelTest::answerAfterTheEnd);
    TestSshServer server = startTunnel();
    passesTheEndOfInput("before");

    server.cutConnections();
    Thread.sleep(300);

    passesTheEndOfInput("after");
  }

  private void passesTheEndOfInput(String text) throws IOException {
    try (SocketChannel client = connect()) {
      write(client, text.getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      assertThat(readAll(client)).asString(StandardCharsets.US_ASCII).isEqualTo(text);
    }
  }

  @Test
  void isForItsOwnerOnlyAndTakesAStaleSocketsPlace() throws Exception {
    Files.writeString(socket, "stale");
    startTunnel();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void pingTellsDockersVersionThroughTheTunnel() throws Exception {
    serveInGuest(
        channel -> {
          channel.read(ByteBuffer.allocate(4096));
          write(
              channel,
              "HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nServer: Docker/28.5.2 (linux)\r\n\r\nOK"
                  .getBytes(StandardCharsets.US_ASCII));
        });
    startTunnel();

    assertThat(DockerPing.version(socket, Duration.ofSeconds(20))).contains("28.5.2");
  }

  @Test
  void pingIsBoundedAndNeedsAGoodAnswer() throws Exception {
    serveInGuest(
        channel -> {
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
          }
        });
    startTunnel();
    long start = System.nanoTime();

    assertThat(DockerPing.version(socket, Duration.ofSeconds(1))).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(DockerPing.version(folder.resolve("none.sock"), Duration.ofSeconds(1))).isEmpty();
  }
}
