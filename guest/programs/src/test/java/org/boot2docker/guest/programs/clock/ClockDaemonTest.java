package org.boot2docker.guest.programs.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.assertj.core.data.Offset;
import org.boot2docker.guest.system.clock.FakeClocks;
import org.junit.jupiter.api.Test;

class ClockDaemonTest {
  private static final long SECOND = 1_000_000;

  private final FakeClocks clocks = new FakeClocks();
  private final ClockDaemon daemon =
      new ClockDaemon(clocks.kernel.file("/dev/urandom", "12345678"), clocks, new JvmDatagrams());

  private void runFor(long micros) {
    long end = clocks.sinceBoot() + micros;
    while (clocks.sinceBoot() < end) {
      daemon.step();
    }
  }

  @Test
  void pauseIsMendedWithinAMinuteWithoutAnyServer() {
    clocks.kernel.file("/var/lib/boot2docker/profile", "NTP_SERVER=none");
    daemon.begin();
    runFor(100 * SECOND);
    clocks.pause(3600 * SECOND);

    runFor(20 * SECOND);

    assertThat(clocks.error()).isCloseTo(0L, Offset.offset(100_000L));
  }

  @Test
  void pauseIsASignToAskTheServersAgain() throws IOException {
    try (NtpServer server = NtpServer.ahead(clocks, 0)) {
      clocks.kernel.file(
          "/var/lib/boot2docker/profile", "NTP_SERVER=localhost:" + server.port() + "\n");
      daemon.begin();
      runFor(40 * SECOND);
      int asked = server.asked();
      clocks.pause(100 * SECOND);

      runFor(30 * SECOND);

      assertThat(server.asked()).isGreaterThan(asked);
    }
  }

  @Test
  void hardwareClockFromBeforeTheImageIsSaidOnTheConsole() {
    clocks.hardwareIsAheadBy(-20L * 366 * 86_400 * SECOND);
    clocks.sinceBoot();

    daemon.begin();

    assertThat(clocks.kernel.log()).containsPattern("<3>boot2docker: .*hardware clock");
  }
}
