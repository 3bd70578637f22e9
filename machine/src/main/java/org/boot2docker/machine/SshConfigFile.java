package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;

/** Settings with which the plain {@code ssh -F FILE NAME} logs in to a machine. */
final class SshConfigFile {

  private SshConfigFile() {}

  /** Writes those of the machine's last start. */
  static void write(MachineDirectory directory) throws IOException {
    MachineConfig config = MachineConfig.read(directory);
    String alias = "boot2docker-" + directory.name();
    AtomicFile.text(
        directory.sshConfig(),
        """
        Host %s %s
          HostName 127.0.0.1
          Port %d
          User %s
          IdentityFile "%s"
          IdentitiesOnly yes
          HostKeyAlias %s
          UserKnownHostsFile "%s"
          StrictHostKeyChecking %s
        """
            .formatted(
                directory.name(),
                alias,
                config.sshPort(),
                SshTarget.USER,
                path(directory.privateKey()),
                alias,
                path(directory.knownHosts()),
                config.hasDisk() ? "accept-new" : "no"));
  }

  /** A percent sign begins a word that OpenSSH replaces. */
  private static String path(Path file) {
    return file.toString().replace("%", "%%");
  }
}
