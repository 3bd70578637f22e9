package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Finds out, without the cost of a login, whether an SSH server answers. */
public final class SshWait {
  private static final int CONNECT_MILLIS = 2000;

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
}
