package org.boot2docker.machine.ports;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.boot2docker.machine.ssh.ExecResult;

/**
 * What containers on the guest's own network listen to. Docker doesn't know that; Linux knows the
 * processes of a container, their sockets, and what waits for packets.
 */
final class HostNetwork implements Listeners {
  /** Prints the file, local address and state of each socket of the containers. */
  private static final String SCRIPT =
      """
      files=$(ls /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null)
      { echo 0
        for id; do
          find /sys/fs/cgroup -path "*$id*" -name cgroup.procs -exec cat {} + 2>/dev/null
        done | while read -r pid; do
          ls -l "/proc/$pid/fd" 2>/dev/null
        done | sed -n 's/.*socket:\\[\\([0-9]*\\)]$/\\1/p'
      } | awk 'NR == FNR { own[$1]; next } $10 in own { print FILENAME, $2, $4 }' - $files
      """;

  private final SshForwarder.Login login;

  HostNetwork(SshForwarder.Login login) {
    this.login = login;
  }

  @Override
  public List<Listener> of(Collection<String> containers) throws IOException {
    String command = "sudo sh -s " + String.join(" ", containers);
    ExecResult result = login.session().exec(command, SCRIPT);
    if (!result.ok()) {
      throw new IOException("the guest doesn't list its sockets: " + result.err().strip());
    }
    return result.out().lines().map(Listener::parse).flatMap(Optional::stream).distinct().toList();
  }
}
