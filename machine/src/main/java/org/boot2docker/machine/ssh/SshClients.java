package org.boot2docker.machine.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/** Sets SSH clients up for guests on this host. */
final class SshClients {
  /** A guest that is emulated takes long for what takes a moment otherwise. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Bytes under way in one channel: enough for the speed of a loopback, little enough for many. */
  private static final long WINDOW = 512 * 1024;

  private SshClients() {}

  /** A started client that knows nothing of the user's own SSH settings and keys. */
  static SshClient start(ServerKeyVerifier hostKeys) {
    SshClient client = ClientBuilder.builder().serverKeyVerifier(hostKeys).build();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(
        List.of(
            UserAuthPublicKeyFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE,
            UserAuthKeyboardInteractiveFactory.INSTANCE));
    preferFastKeyExchange(client);
    preferFirstHostKey(client);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 8);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, PATIENCE);
    CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, PATIENCE);
    CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
    client.start();
    return client;
  }

  /**
   * Nothing leaves this host: a plain elliptic curve first, those against quantum computers last.
   */
  private static void preferFastKeyExchange(SshClient client) {
    List<org.apache.sshd.common.kex.KeyExchangeFactory> fast = new ArrayList<>();
    List<org.apache.sshd.common.kex.KeyExchangeFactory> others = new ArrayList<>();
    String first = BuiltinDHFactories.curve25519.getName();
    for (var factory : client.getKeyExchangeFactories()) {
      (factory.getName().startsWith(first) ? fast : others).add(factory);
    }
    fast.addAll(others);
    client.setKeyExchangeFactories(fast);
  }

  /** The kind of key that a guest makes first and that is remembered; others come later. */
  private static void preferFirstHostKey(SshClient client) {
    List<NamedFactory<Signature>> kinds = new ArrayList<>(client.getSignatureFactories());
    kinds.sort(Comparator.comparing(kind -> !kind.getName().equals(KeyPairProvider.SSH_ED25519)));
    client.setSignatureFactories(kinds);
  }
}
