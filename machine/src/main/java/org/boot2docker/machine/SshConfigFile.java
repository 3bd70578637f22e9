package org.boot2docker.machine;

import java.io.IOException;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.state.MachineDirectory;

/** Settings with which the plain {@code ssh -F FILE NAME} logs in to a machine. */
final class SshConfigFile {

  private SshConfigFile() {}

  static void write(MachineDirectory directory, int port, boolean newKeyEachBoot)
      throws IOException {
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
                port,
                SshTarget.USER,
                directory.privateKey(),
                alias,
                directory.knownHosts(),
                newKeyEachBoot ? "no" : "accept-new"));
  }
}
