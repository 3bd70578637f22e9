package org.boot2docker.guest.programs.tls;

import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.kernel.Kernel;

/** One client's connection, served by a process of its own. */
final class Session {
  /** For the handshake, in seconds: after it the signal ends this process. */
  private static final int PATIENCE = 30;

  private static final int STDERR = 2;

  private final Kernel kernel;
  private final Endpoint endpoint;

  Session(Kernel kernel, Endpoint endpoint) {
    this.kernel = kernel;
    this.endpoint = endpoint;
  }

  /** Serves a connection to its end; the certificates are those of this moment. */
  void serve(int client) {
    if (!kernel.exists(endpoint.socket())) {
      // Docker is stopped: its clients are refused, as on the socket itself.
      return;
    }
    MbedTlsCalls.alarm(PATIENCE);
    int prepared =
        MbedTlsCalls.session(client, endpoint.authority(), endpoint.certificate(), endpoint.key());
    if (prepared < 0) {
      complain("the certificates can't be used: " + MbedTls.error(prepared));
      return;
    }
    int dropped = MbedTlsCalls.dropRights(endpoint.socket());
    if (dropped < 0) {
      complain("a session keeps too many rights, so it ends: error " + -dropped);
      return;
    }
    int shaken = shakeHands(client);
    if (shaken < 0) {
      complain("a client was refused: " + MbedTls.error(shaken));
      return;
    }
    MbedTlsCalls.alarm(0);
    relay(client);
  }

  private int shakeHands(int client) {
    int result = MbedTlsCalls.handshake();
    while (result == End.WANTS_READ || result == End.WANTS_WRITE) {
      int events = result == End.WANTS_READ ? Relay.READABLE : Relay.WRITABLE;
      MbedTlsCalls.await(client, events, -1, Relay.IGNORED, -1);
      result = MbedTlsCalls.handshake();
    }
    return result;
  }

  private void relay(int client) {
    int docker = kernel.connect(endpoint.socket());
    if (docker < 0) {
      complain(endpoint.socket() + " takes no connection: error " + -docker);
      return;
    }
    Relay.Waiter waiter =
        (clientEvents, dockerEvents, timeout) ->
            MbedTlsCalls.await(client, clientEvents, docker, dockerEvents, timeout);
    new Relay(new TlsEnd(), new SocketEnd(kernel, docker), waiter).run();
  }

  private void complain(String message) {
    byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
    kernel.write(STDERR, line, 0, line.length);
  }
}
