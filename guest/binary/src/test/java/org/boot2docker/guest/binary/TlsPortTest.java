package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guest's program in front of a Unix socket of this machine, with the JDK as client. */
@Timeout(120)
class TlsPortTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Path store;
  private Path binary;
  private Process program;
  private FakeDocker docker;
  private int port;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    // Sessions have no rights of their own.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    store = directory.resolve("store");
    binary = Host.program(InitBinary.TLS, directory);
    make("localhost");
    docker = new FakeDocker(directory.resolve("docker.sock"), threads);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    program = listen("log");
    awaitPort();
  }

  @AfterEach
  void stop() throws IOException {
    program.destroy();
    docker.close();
    threads.shutdownNow();
  }

  /** Starts the program, whose output goes to a file of this name. */
  private Process listen(String output) throws IOException {
    return Host.builder(
            directory,
            binary.toString(),
            "listen",
            Integer.toString(port),
            docker.socket().toString(),
            store.resolve("ca.pem").toString(),
            store.resolve("server.pem").toString(),
            store.resolve("serverkey.pem").toString())
        .redirectOutput(directory.resolve(output).toFile())
        .start();
  }

  private void make(String host) throws IOException, InterruptedException {
    Host.run(0, directory, binary.toString(), "make", store.toString(), host);
  }

  private void awaitPort() throws InterruptedException {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        assertThat(program.isAlive()).as("the program").isTrue();
        Thread.sleep(50);
      }
    }
  }

  private SSLSocket connect() throws IOException {
    return TlsSockets.of(store).connect(port);
  }

  private static byte[] random(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aClientWithACertificateTalksToDockerByTls12() throws IOException {
    try (SSLSocket client = connect()) {
      client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
  }

  /** What is logged goes to a file beside the program, not into this machine's log. */
  @Test
  void aPortThatIsTakenIsLoggedWhereTheTestCanSeeIt() throws IOException, InterruptedException {
    assumeTrue(Host.isRoot(), "only root can write into the kernel's log");
    Process second = listen("second");
    try {
      while (!Files.readString(Host.log(directory)).contains("opening port " + port)) {
        Thread.sleep(50);
      }
    } finally {
      second.destroy();
    }
  }

  @Test
  void strangersAreRefusedAndNeverReachDocker() throws IOException, InterruptedException {
    assertThatThrownBy(() -> exchange(TlsSockets.anonymous(store))).isInstanceOf(IOException.class);
    Path other = directory.resolve("other");
    Files.createDirectories(other);
    String request =
        "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 30"
            + " -subj /CN=stranger -keyout clientkey.pem -out client.pem";
    Host.run(0, other, request.split(" "));
    Files.copy(store.resolve("ca.pem"), other.resolve("ca.pem"));
    assertThatThrownBy(() -> exchange(TlsSockets.of(other))).isInstanceOf(IOException.class);
    assertThat(answerToPlainHttp()).doesNotContain("GET");

    assertThat(docker.connections()).isZero();
    assertThat(Files.readString(directory.resolve("log"))).contains("a client was refused: ");
  }

  /** What comes back before the connection is closed, or reset. */
  private String answerToPlainHttp() throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      plain.getOutputStream().write(request);
      return new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  private void exchange(TlsSockets sockets) throws IOException {
    try (SSLSocket client = sockets.connect(port)) {
      client.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
    }
  }

  /** The echo comes back while the rest is still sent: nothing may wait for the other way. */
  @Test
  void aLargeStreamComesBackWhole() throws Exception {
    byte[] sent = random(20 * MEGABYTE, 7);
    try (SSLSocket client = connect()) {
      Future<?> writer =
          threads.submit(
              () -> {
                client.getOutputStream().write(sent);
                return null;
              });
      assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      writer.get();
    }
  }

  @Test
  void theEndOfTheInputReachesDockerAndItsAnswerTheClient() throws IOException {
    docker.answersAtTheEnd();
    byte[] sent = random(MEGABYTE, 8);
    try (SSLSocket client = connect()) {
      OutputStream out = client.getOutputStream();
      out.write(sent);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
    }
  }

  @Test
  void manyClientsAtOnceAreServedEach() throws Exception {
    List<Future<byte[]>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] sent = random(100_000, i);
      answers.add(threads.submit(() -> echo(sent)));
    }
    for (int i = 0; i < 40; i++) {
      assertThat(answers.get(i).get()).isEqualTo(random(100_000, i));
    }
  }

  private byte[] echo(byte[] sent) throws IOException {
    try (SSLSocket client = connect()) {
      client.getOutputStream().write(sent);
      return client.getInputStream().readNBytes(sent.length);
    }
  }

  @Test
  void aNewCertificateIsShownAtOnceAndOpenConnectionsStay()
      throws IOException, InterruptedException {
    try (SSLSocket early = connect()) {
      assertThat(TlsSockets.names(early)).containsExactly("localhost");
      make("new.example");
      try (SSLSocket late = connect()) {
        assertThat(TlsSockets.names(late)).containsExactly("new.example", "localhost");
      }
      early.getOutputStream().write(5);
      assertThat(early.getInputStream().read()).isEqualTo(5);
    }
  }

  @Test
  void aStoppedDockerMeansARefusedClientAndAStartedOneIsReached() throws IOException {
    docker.close();
    Files.deleteIfExists(docker.socket());
    assertThatThrownBy(() -> exchange(TlsSockets.of(store))).isInstanceOf(IOException.class);

    docker = new FakeDocker(directory.resolve("docker.sock"), threads);
    exchange(TlsSockets.of(store));
  }

  /** A client that says nothing keeps nobody else waiting. */
  @Test
  void silentClientsDoNotHoldUpOthers() throws IOException {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
    exchange(TlsSockets.of(store));
    for (Socket socket : silent) {
      socket.close();
    }
  }
}
