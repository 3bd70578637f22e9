package org.boot2docker.guest.programs.tls;

import java.util.List;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Text;

/** Who is connected to dockerd: what it is asked meanwhile fails when it is started anew. */
final class DockerClients {
  private static final String SOCKET = "/docker.sock";

  /** As /proc/net/unix has it: 01 is a listening socket. */
  private static final String CONNECTED = "03";

  /** Port 2376, as /proc/net/tcp has it. */
  private static final String PORT = ":0948";

  private static final String ESTABLISHED = "01";

  private final Kernel kernel;

  DockerClients(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether there is any, on its Unix socket or its TLS port. */
  boolean any() {
    return has("/proc/net/unix", 7, SOCKET, 5, CONNECTED)
        || has("/proc/net/tcp", 1, PORT, 3, ESTABLISHED)
        || has("/proc/net/tcp6", 1, PORT, 3, ESTABLISHED);
  }

  private boolean has(String table, int address, String end, int state, String wanted) {
    for (String line : Text.lines(Text.read(kernel, table).orElse(""))) {
      List<String> words = Text.words(line);
      if (words.size() > Math.max(address, state)
          && words.get(address).endsWith(end)
          && words.get(state).equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
