package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;

/** Finds out, without the cost of a login, whether an SSH server answers. */
public final class SshWait {
  private static final int CONNECT_MILLIS = 2000;
  private static final Set<ClientSessionEvent> EXCHANGED =
      EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED);

  private SshWait() {}

  /**
   * Whether the first bytes from there are those of RFC 4253, section 4.2. A connection alone says
   * nothing: QEMU accepts it before the guest is up.
   *
   * @param limit how long the bytes may take once connected
   */
  public static boolean answers(SshTarget target, Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
      socket.setSoTimeout((int) limit.toMillis());
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether the server has shown a host key that is not refused; false when it doesn't answer. One
   * of which no key is known isn't asked.
   *
   * @param limit how long the connection may take, and the exchange of keys
   * @throws HostKeys.ChangedKeyException when its key is refused
   */
  public static boolean showsItsKey(SshTarget target, Duration limit) throws IOException {
    if (!target.hostKeys().canRefuse()) {
      return true;
    }
    boolean shown = exchangesKeys(target, limit);
    Optional<HostKeys.ChangedKeyException> refusal = target.hostKeys().refusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return shown;
  }

  private static boolean exchangesKeys(SshTarget target, Duration limit) throws IOException {
    SshClient client = SshClients.start(target.hostKeys());
    try {
      ClientSession session =
          client.connect(target.user(), target.host(), target.port()).verify(limit).getSession();
      return session.waitFor(EXCHANGED, limit).contains(ClientSessionEvent.WAIT_AUTH);
    } catch (IOException e) {
      // It does not answer yet, or has cut the connection.
      return false;
    } finally {
      client.stop();
    }
  }
}
