package org.boot2docker.machine.ports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.machine.qemu.UserNetwork;
import org.boot2docker.machine.qmp.QmpClient;

/** QEMU's own forwarding, to the guest's address. It lasts as long as QEMU. */
final class QemuForwarder implements Forwarder {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Below it ports are for root, on most systems. */
  private static final int FIRST_FOR_ALL = 1024;

  private final Path monitor;

  QemuForwarder(Path monitor) {
    this.monitor = monitor;
  }

  @Override
  public void add(PublishedPort port) throws IOException {
    String listener = UserNetwork.listener(port.host());
    String answer = command("hostfwd_add net0 %s-:%d".formatted(listener, port.port()));
    if (!answer.isBlank()) {
      throw new IOException(
          port.port() < FIRST_FOR_ALL
              ? "another program has the port, or it is for root only"
              : "another program has the port");
    }
  }

  @Override
  public void remove(PublishedPort port) throws IOException {
    command("hostfwd_remove net0 " + UserNetwork.listener(port.host()));
  }

  private String command(String line) throws IOException {
    // QEMU serves one client at a time, so each of them stays for one command.
    try (QmpClient qmp = QmpClient.connect(monitor, LIMIT)) {
      return qmp.monitor(line);
    }
  }
}
