package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.shell.InteractiveProcessShellFactory;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** A real SSH server on the loopback: user docker, password tcuser, or the key it is given. */
public final class TestSshServer implements AutoCloseable {
  private final SshServer server;

  private TestSshServer(SshServer server) {
    this.server = server;
  }

  /** Starts it with a new host key on a free port, or on one that is said. */
  public static TestSshServer start(int port, Path authorizedKeys) throws Exception {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(
        KeyPairProvider.wrap(KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256)));
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals("docker") && password.equals("tcuser"));
    server.setPublickeyAuthenticator(
        (user, key, session) -> accepts(authorizedKeys, PublicKeyEntry.toString(key)));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.setShellFactory(InteractiveProcessShellFactory.INSTANCE);
    server.setChannelFactories(
        List.of(ChannelSessionFactory.INSTANCE, new StreamLocalServerChannel.Factory()));
    server.start();
    return new TestSshServer(server);
  }

  private static boolean accepts(Path authorizedKeys, String key) {
    try {
      return Files.exists(authorizedKeys) && Files.readString(authorizedKeys).startsWith(key);
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives it one more host key, of another kind, as guests make some after their start. */
  void addHostKey() throws Exception {
    List<KeyPair> keys = new ArrayList<>();
    server.getKeyPairProvider().loadKeys(null).forEach(keys::add);
    keys.add(KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256));
    server.setKeyPairProvider(KeyPairProvider.wrap(keys));
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** Cuts all connections, as a guest that reboots does. */
  public void cutConnections() {
    new ArrayList<>(server.getActiveSessions()).forEach(session -> session.close(true));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
