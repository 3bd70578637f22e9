package org.boot2docker.boottest.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** OpenSSL's web server on this machine, with a certificate of the test's. */
final class HostTls implements AutoCloseable {
  /** The name that its certificate is for. */
  static final String NAME = "server.example";

  private final Process server;
  private final int port;

  private HostTls(Process server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Serves pages about its connections, until it is closed. */
  static HostTls serving(Path directory, String certificate, String key) throws IOException {
    Process server =
        new ProcessBuilder(
                "openssl",
                "s_server",
                "-www",
                "-accept",
                "127.0.0.1:0",
                "-cert",
                certificate,
                "-key",
                key)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    // "ACCEPT 127.0.0.1:PORT": the system has chosen the port.
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("ACCEPT ") && line.contains(":")) {
        return new HostTls(server, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
      }
    }
    throw new IOException("openssl s_server ended before it listened");
  }

  /** Its address; a guest finds the name in its /etc/hosts. */
  String url() {
    return "https://%s:%d/".formatted(NAME, port);
  }

  @Override
  public void close() {
    server.destroy();
  }
}
