package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.HostTool;

/** Debian's docker-registry on this machine, with TLS and a certificate of our own. */
public final class Registry implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final HostServer server;

  private Registry(Path directory, int port, HostServer server) {
    this.directory = directory;
    this.port = port;
    this.server = server;
  }

  /** Starts one that keeps its data below an empty directory. */
  public static Registry start(Path directory) throws IOException {
    makeCertificate(directory);
    int port = HostServer.freePort();
    Path config = directory.resolve("config.yml");
    Files.writeString(config, config(directory, port));
    List<String> command = List.of("docker-registry", "serve", config.toString());
    return new Registry(directory, port, HostServer.start(directory, "registry", port, command));
  }

  /** The name that images get so that the guest pushes them here. */
  public String address() {
    return HostServer.SEEN_BY_GUEST + ":" + port;
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
    return server.log();
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
            "subjectAltName=IP:127.0.0.1,IP:" + HostServer.SEEN_BY_GUEST,
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

  @Override
  public void close() {
    server.close();
  }
}
