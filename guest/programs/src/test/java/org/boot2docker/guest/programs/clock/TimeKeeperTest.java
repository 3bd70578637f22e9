package org.boot2docker.guest.programs.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.boot2docker.guest.system.clock.FakeClocks;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class TimeKeeperTest {
  private static final Offset<Long> SHARP = Offset.offset(10L);
  private static final String PROFILE = "/var/lib/boot2docker/profile";

  private final FakeClocks clocks = new FakeClocks();
  private final JvmDatagrams datagrams = new JvmDatagrams();
  private final TimeKeeper keeper =
      new TimeKeeper(
          new Log(clocks.kernel.file("/dev/urandom", "12345678")),
          clocks,
          datagrams,
          new NtpServers(clocks.kernel),
          new NtpClient(clocks.kernel, clocks, datagrams, FakeClocks.IMAGE));

  private void use(NtpServer... servers) {
    List<String> words = new ArrayList<>();
    for (NtpServer server : servers) {
      words.add("localhost:" + server.port());
    }
    clocks.kernel.file(PROFILE, "NTP_SERVER='" + String.join(" ", words) + "'\n");
  }

  private static NtpServer kissing(FakeClocks clocks, int code) throws IOException {
    return new NtpServer(
        (request, number) -> {
          ByteBuffer reply = NtpServer.reply(request, clocks.truth());
          return new byte[][] {reply.put(1, (byte) 0).putInt(12, code).array()};
        });
  }

  @Test
  void clockThatIsFarOffIsSet() throws IOException {
    clocks.realIsAheadBy(-700_000);
    try (NtpServer server = NtpServer.ahead(clocks, 0)) {
      use(server);

      assertThat(keeper.ask()).isEqualTo(64);

      assertThat(clocks.error()).isCloseTo(0L, SHARP);
      assertThat(clocks.slewed).isZero();
    }
  }

  @Test
  void clockThatIsALittleOffIsSlewed() throws IOException {
    try (NtpServer server = NtpServer.ahead(clocks, 40_000)) {
      use(server);

      keeper.ask();

      assertThat(clocks.slewed).isCloseTo(40_000L, SHARP);
      assertThat(clocks.error()).isZero();
    }
  }

  @Test
  void rightClockIsAskedAboutLessAndLessOften() throws IOException {
    try (NtpServer server = NtpServer.ahead(clocks, 0)) {
      use(server);

      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        waits.add(keeper.ask());
      }

      assertThat(waits).containsExactly(128L, 256L, 512L, 1024L, 1024L, 1024L);
    }
  }

  @Test
  void nextServerIsAskedWhenTheFirstIsSilent() throws IOException {
    try (NtpServer silent = new NtpServer((request, number) -> new byte[0][]);
        NtpServer good = NtpServer.ahead(clocks, 5_000_000)) {
      use(silent, good);

      keeper.ask();

      assertThat(clocks.error()).isCloseTo(5_000_000L, SHARP);
      assertThat(keeper.isSynchronised()).isTrue();
    }
  }

  @Test
  void whenNobodyAnswersTheWaitDoublesToAnEnd() throws IOException {
    try (NtpServer server = new NtpServer((request, number) -> new byte[0][])) {
      use(server);

      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        waits.add(keeper.ask());
      }

      assertThat(waits).startsWith(4L, 8L, 16L).endsWith(1024L, 1024L);
      assertThat(keeper.isSynchronised()).isFalse();
    }
  }

  @Test
  void whileNobodyCanBeAskedTheWaitStaysShort() {
    clocks.kernel.file(PROFILE, "NTP_SERVER=none\n");

    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      waits.add(keeper.ask());
    }

    assertThat(waits).containsExactly(4L, 8L, 16L, 32L, 64L, 64L, 64L);
  }

  @Test
  void serverThatDeniesIsNeverAskedAgain() throws IOException {
    try (NtpServer server = kissing(clocks, 0x44454e59)) {
      use(server);

      keeper.ask();
      keeper.ask();

      assertThat(server.asked()).isEqualTo(1);
    }
  }

  @Test
  void serverThatWantsFewerQuestionsGetsFewer() throws IOException {
    try (NtpServer server = kissing(clocks, 0x52415445)) {
      use(server);

      assertThat(keeper.ask()).isEqualTo(128);
      assertThat(keeper.ask()).isEqualTo(256);
    }
  }
}
