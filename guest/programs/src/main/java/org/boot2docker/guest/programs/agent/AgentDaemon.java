package org.boot2docker.guest.programs.agent;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.contract.DeviceNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.clock.TimeOfDay;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.InterfaceAddresses;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/** The service that serves the agent's port for as long as the machine runs. */
public final class AgentDaemon {
  private static final String PORTS = "/sys/class/virtio-ports";
  private static final String NAME = DeviceNames.GUEST_AGENT;

  /** While nobody is connected on the host the port always reads as ended. */
  private static final long NOBODY_THERE = 500;

  /** Whoever starts a machine from a template waits for it. */
  private static final long IN_TEMPLATE = 10;

  private static final long NO_PORT = 60_000;

  private final Kernel kernel;
  private final Agent agent;
  private final Framer framer = new Framer();
  private final byte[] buffer = new byte[4096];

  /** A service that has not begun. */
  public AgentDaemon(Kernel kernel, Clocks clocks, InterfaceAddresses addresses) {
    this.kernel = kernel;
    SystemFacts facts = new SystemFacts(kernel, addresses);
    this.agent = new Agent(kernel, new TimeOfDay(kernel, clocks), facts);
  }

  /** Serves until the process is ended. */
  public void run() {
    while (true) {
      int fd = port().map(path -> kernel.open(path, Linux.O_RDWR, 0)).orElse(-Linux.ENOENT);
      if (fd >= 0) {
        while (serve(fd)) {
          continue;
        }
        kernel.close(fd);
      }
      kernel.poll(new int[0], NO_PORT);
    }
  }

  Optional<String> port() {
    for (String port : kernel.list(PORTS)) {
      if (Text.line(kernel, PORTS + "/" + port + "/name").equals(NAME)) {
        return Optional.of("/dev/" + port);
      }
    }
    return Optional.empty();
  }

  /** Reads once and answers; false when the port is gone. */
  boolean serve(int fd) {
    int count = kernel.read(fd, buffer);
    if (count == 0) {
      kernel.poll(new int[0], kernel.exists(GuestPaths.TEMPLATE) ? IN_TEMPLATE : NOBODY_THERE);
    }
    if (count > 0) {
      for (Optional<String> request : framer.take(buffer, count)) {
        send(fd, agent.answer(request).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return count >= 0 || count == -Linux.EINTR || count == -Linux.EAGAIN;
  }

  private void send(int fd, byte[] bytes) {
    int sent = 0;
    while (sent < bytes.length) {
      int count = kernel.write(fd, bytes, sent, bytes.length - sent);
      if (count <= 0) {
        return;
      }
      sent += count;
    }
  }
}
