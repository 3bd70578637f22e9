package org.boot2docker.machine.ports;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.ssh.SshSession;

/**
 * Through SSH, to the guest's own loopback address: for what QEMU doesn't forward, which is IPv6
 * here and what listens on loopback only there. It lasts as long as the login.
 */
final class SshForwarder implements Forwarder {
  /** Where the login is got from. */
  interface Login {
    SshSession session() throws IOException;
  }

  private final Login login;
  private final Map<PublishedPort, Closeable> forwards = new HashMap<>();

  SshForwarder(Login login) {
    this.login = login;
  }

  @Override
  public void add(PublishedPort port) throws IOException {
    String guest = port.inner() ? port.address() : HostPort.LOOPBACK;
    Closeable forward = login.session().forward(port.address(), port.port(), guest, port.port());
    forwards.put(port, forward);
  }

  @Override
  public void remove(PublishedPort port) throws IOException {
    Closeable forward = forwards.remove(port);
    if (forward != null) {
      forward.close();
    }
  }
}
