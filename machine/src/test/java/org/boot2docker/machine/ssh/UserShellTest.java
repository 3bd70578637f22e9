package org.boot2docker.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserShellTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /** The server tells a command of the terminal that was asked for in its environment. */
  @Test
  void aCommandOnATerminalHasTheSizeOfTheUsers() throws Exception {
    Path key = folder.resolve("id_ed25519");
    Path publicKey = folder.resolve("id_ed25519.pub");
    SshKey.ensure(key, publicKey, "test");
    HostKeys hostKeys = new HostKeys(folder.resolve("known_hosts"), "guest", false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh = SshSession.connect(SshTarget.local(server.port(), key, hostKeys), LIMIT);
        var channel =
            new UserShell(ssh)
                .channel(
                    Optional.of("echo ${TERM:+named} $COLUMNS $LINES; exit 3"),
                    new HostTerminal.Size(100, 30))) {
      assertThat(SshSession.join(channel, InputStream.nullInputStream(), out, out)).isEqualTo(3);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("named 100 30\n");
  }
}
