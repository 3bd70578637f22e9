package org.boot2docker.boottest.guest;

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
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Pause;

/** Debian's docker-registry on this machine, with TLS and a certificate of our own. */
public final class Registry implements AutoCloseable {
  /** This machine as a guest sees it in QEMU's user network. */
  static final String HOST_SEEN_BY_GUEST = "10.0.2.2";

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final int port;
  private final Process process;

  private Registry(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Starts one that keeps its data below an empty directory. */
  public static Registry start(Path directory) throws IOException {
    makeCertificate(directory);
    int port = freePort();
    Path config = directory.resolve("config.yml");
    Files.writeString(config, config(directory, port));
    Process process =
        HostTool.builder(
                directory, Map.of(), List.of("docker-registry", "serve", config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("registry.log").toFile())
            .start();
    Registry registry = new Registry(directory, port, process);
    registry.awaitListening();
    return registry;
  }

  /** The name that images get so that the guest pushes them here. */
  public String address() {
    return HOST_SEEN_BY_GUEST + ":" + port;
  }

  /** The beginning of its URLs on this machine. */
  public String origin() {
    return "https://127.0.0.1:" + port;
  }

  /** The certificate, which is its own authority. */
  public String certificate() throws IOException {
    return Files.readString(directory.resolve("registry.crt"));
  }

  /** What it has been asked, one line each. */
  String log() throws IOException {
    return Files.readString(directory.resolve("registry.log"));
  }

  private static void makeCertificate(Path directory) throws IOException {
    HostTool.run(
            directory,
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=boottest registry",
            "-addext",
            "subjectAltName=IP:127.0.0.1,IP:" + HOST_SEEN_BY_GUEST,
            "-keyout",
            "registry.key",
            "-out",
            "registry.crt")
        .succeeded();
  }

  private static String config(Path directory, int port) {
    return """
        version: 0.1
        log:
          level: info
        storage:
          filesystem:
            rootdirectory: %1$s/data
        http:
          addr: 127.0.0.1:%2$d
          tls:
            certificate: %1$s/registry.crt
            key: %1$s/registry.key
        """
        .formatted(directory, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws IOException {
    Instant end = Instant.now().plus(START_LIMIT);
    while (!isListening()) {
      assertThat(process.isAlive()).as("docker-registry runs; it said:%n%s", log()).isTrue();
      assertThat(Instant.now()).as("docker-registry listens").isBefore(end);
      Pause.seconds(1);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
