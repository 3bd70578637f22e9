package org.boot2docker.boottest.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.boot2docker.boottest.lab.HostTool;

/**
 * A client as it is built into docker-machine ({@code --native-ssh}): it knows RSA only, for host
 * keys and for logging in, and signs with SHA-1 only.
 *
 * @param key the private key file
 * @param port the guest's SSH port on this machine
 */
record OldGoSsh(Path key, int port) implements Remote {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public HostTool.Result run(String command) throws IOException {
    try (SshClient client = client();
        ClientSession session =
            client.connect("docker", "127.0.0.1", port).verify(LIMIT).getSession()) {
      session.auth().verify(LIMIT);
      return run(session, command);
    }
  }

  private SshClient client() {
    SshClient client =
        ClientBuilder.builder().serverKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE).build();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setSignatureFactories(List.of(BuiltinSignatures.rsa));
    client.setKeyExchangeFactories(
        List.of(ClientBuilder.DH2KEX.apply(BuiltinDHFactories.ecdhp256)));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setKeyIdentityProvider(
        KeyIdentityProvider.wrapKeyPairs(new FileKeyPairProvider(key).loadKeys(null)));
    client.start();
    return client;
  }

  private static HostTool.Result run(ClientSession session, String command) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ClientChannel channel = session.createExecChannel(command)) {
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(LIMIT);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
      Integer status = channel.getExitStatus();
      return new HostTool.Result(
          status == null ? -1 : status,
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8));
    }
  }
}
