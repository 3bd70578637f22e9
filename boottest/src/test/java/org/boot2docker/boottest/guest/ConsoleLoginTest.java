package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.console.Console;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The consoles give a shell to whoever sits there. */
@Order(30)
@ExtendWith(LabExtension.class)
class ConsoleLoginTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Pattern PROMPT = Pattern.compile("docker@boot2docker:~\\$ ");

  @Test
  void serialConsoleLogsDockerInByItselfAndItsShellReachesDocker(Guest guest, BuiltImage image)
      throws IOException {
    try (Console console = guest.machine().console()) {
      console.await(PROMPT, SOON);

      console.sendLine("id");
      console.await("uid=1000(docker) gid=50(staff)", SOON);

      console.sendLine("docker version --format 'server is {{.Server.Version}}'");
      console.await("server is " + image.manifest().version(), SOON);

      console.sendLine("sudo id -u && echo as-root-$?");
      console.await("as-root-0", SOON);
    }
  }

  @Test
  void serialConsoleLogsInAgainAfterLogout(Guest guest) throws IOException {
    try (Console console = guest.machine().console()) {
      console.sendLine("echo before-the-logout; exit");
      console.await("before-the-logout\n", SOON);
      console.await(PROMPT, SOON);
      console.sendLine("echo logged-in-$((40 + 2))");
      console.await("logged-in-42", SOON);
    }
  }

  @Test
  void firstVirtualTerminalLogsDockerIn(Guest guest) throws IOException {
    // Fields 5 and on of proc(5)'s stat: 7 is the terminal, 1025 is device 4:1, tty1.
    String owners =
        guest.run(
            "for p in /proc/[0-9]*; do"
                + " if [ \"$(sed 's/.*) //' $p/stat 2>/dev/null | cut -d' ' -f5)\" = 1025 ]; then"
                + " echo \"$(stat -c %u $p) $(tr '\\0' ' ' < $p/cmdline)\"; fi; done");

    assertThat(owners.lines())
        .as("processes on tty1")
        .anyMatch(line -> line.matches("1000 -?(/bin/)?(sh|ash).*"));
  }
}
