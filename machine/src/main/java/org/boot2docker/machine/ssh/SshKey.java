package org.boot2docker.machine.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.machine.model.MachineException;

/** The ed25519 key of a machine, in files that the {@code ssh} program can use too. */
public final class SshKey {
  private static final int ED25519_BITS = 256;

  private SshKey() {}

  /**
   * Makes both files when there is no private key yet; the private one is for its owner only.
   *
   * @param comment put at the end of the public key
   */
  public static void ensure(Path privateKey, Path publicKey, String comment) throws IOException {
    try {
      if (!Files.exists(privateKey)) {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, null, text);
        AtomicFile.secret(privateKey, text.toByteArray());
        Files.deleteIfExists(publicKey);
      }
      if (!Files.exists(publicKey)) {
        String entry = PublicKeyEntry.toString(load(privateKey).getPublic());
        AtomicFile.text(publicKey, entry + " " + comment + "\n");
      }
    } catch (GeneralSecurityException e) {
      throw new MachineException("can't make the SSH key %s: %s".formatted(privateKey, e), e);
    }
  }

  /**
   * Reads a private key in OpenSSH's format.
   *
   * @throws MachineException when it isn't one
   */
  public static KeyPair load(Path privateKey) throws IOException {
    try (InputStream in = Files.newInputStream(privateKey)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(privateKey.toString()), in, null);
      Iterator<KeyPair> iterator = pairs == null ? null : pairs.iterator();
      if (iterator != null && iterator.hasNext()) {
        return iterator.next();
      }
    } catch (GeneralSecurityException e) {
      throw notAKey(privateKey, e);
    }
    throw notAKey(privateKey, new IOException("no key in it"));
  }

  private static MachineException notAKey(Path file, Exception cause) {
    return new MachineException(
        "%s has no SSH private key (%s): delete it, and the machine gets a new one"
            .formatted(file, cause.getMessage()),
        cause);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
