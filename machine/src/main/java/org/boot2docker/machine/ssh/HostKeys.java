package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.machine.model.MachineException;

/**
 * The guest's host key: taken as it is the first time, then asked for each time.
 *
 * <p>The file is OpenSSH's known_hosts with one line, whose host is an alias, for the port may
 * change. A guest without a disk makes a new key at each start: then the file is just kept up to
 * date, and what vouches for the guest is that its QEMU, our own process, holds the port.
 */
public final class HostKeys implements ServerKeyVerifier {
  private final Path file;
  private final String alias;
  private final boolean fixed;
  private volatile Optional<ChangedKeyException> refusal = Optional.empty();

  /**
   * Keeps the key in a file.
   *
   * @param alias name of the host in the file
   * @param fixed whether another key than the known one is refused
   */
  public HostKeys(Path file, String alias, boolean fixed) {
    this.file = file;
    this.alias = alias;
    this.fixed = fixed;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    String line = alias + " " + PublicKeyEntry.toString(key);
    try {
      Optional<String> known = known();
      if (known.isPresent() && known.get().equals(line)) {
        return true;
      }
      if (known.isPresent() && fixed) {
        refusal = Optional.of(changed());
        return false;
      }
      AtomicFile.text(file, line + "\n");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is a key that it insists on. */
  boolean canRefuse() throws IOException {
    return fixed && known().isPresent();
  }

  private Optional<String> known() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readString(file).lines().filter(l -> l.startsWith(alias + " ")).findFirst();
  }

  private ChangedKeyException changed() {
    return new ChangedKeyException(
        ("the SSH host key of %s has changed: if its disk was replaced, delete %s and try again;"
                + " otherwise another machine is answering")
            .formatted(alias, file));
  }

  /** The server has another key than the known one, which waiting doesn't change. */
  public static final class ChangedKeyException extends MachineException {
    private static final long serialVersionUID = 1L;

    private ChangedKeyException(String message) {
      super(message);
    }
  }

  /** Why a key was refused; empty when none was. */
  Optional<ChangedKeyException> refusal() {
    return refusal;
  }
}
