package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.HostTool;

/** Debian's chrony on this machine as an NTP server; it leaves this machine's clock alone. */
final class Chrony implements AutoCloseable {
  private final Process process;
  private final int port;

  private Chrony(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one that serves this machine's own time. */
  static Chrony start(Path directory) throws IOException {
    int port;
    try (DatagramSocket free = new DatagramSocket()) {
      port = free.getLocalPort();
    }
    Path config = directory.resolve("chrony.conf");
    Files.writeString(
        config,
        """
        port %d
        bindaddress 127.0.0.1
        allow 127.0.0.1
        local stratum 5
        cmdport 0
        bindcmdaddress /
        pidfile %s
        """
            .formatted(port, directory.resolve("chrony.pid")));
    String user = System.getProperty("user.name");
    List<String> command =
        List.of("chronyd", "-d", "-x", "-U", "-u", user, "-f", config.toString());
    Map<String, String> path = Map.of("PATH", System.getenv("PATH") + ":/usr/sbin");
    Process process =
        HostTool.builder(directory, path, command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chrony.log").toFile())
            .start();
    return new Chrony(process, port);
  }

  /** Its address as guests see it. */
  String seenByGuest() {
    return HostServer.SEEN_BY_GUEST + ":" + port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
