package org.boot2docker.machine.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how to log in.
 *
 * @param host address
 * @param port TCP port
 * @param user user of the guest
 * @param key private key file; empty for none
 * @param password tried after the key; empty for none
 * @param hostKeys what is known of the guest's own key
 */
public record SshTarget(
    String host,
    int port,
    String user,
    Optional<Path> key,
    Optional<String> password,
    HostKeys hostKeys) {

  /** The user and password of every boot2docker. */
  public static final String USER = "docker";

  /** See {@link #USER}; it is no secret, and SSH is reached from this host only. */
  public static final String PASSWORD = "tcuser";

  /** A machine's port on this host, with its key, then the well-known password. */
  public static SshTarget local(int port, Path key, HostKeys hostKeys) {
    return new SshTarget(
        "127.0.0.1", port, USER, Optional.of(key), Optional.of(PASSWORD), hostKeys);
  }

  /** This with the password only, as a plain SSH client without the key would log in. */
  public SshTarget withPasswordOnly() {
    return new SshTarget(host, port, user, Optional.empty(), password, hostKeys);
  }
}
