package org.boot2docker.guest.programs.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.boot2docker.guest.system.clock.FakeClocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpClientTest {
  private static final Offset<Long> SHARP = Offset.offset(2L);

  private final FakeClocks clocks = new FakeClocks();
  private final JvmDatagrams datagrams = new JvmDatagrams();
  private final NtpClient client =
      new NtpClient(clocks.kernel, clocks, datagrams, FakeClocks.IMAGE);

  @BeforeEach
  void randomNumbers() {
    clocks.kernel.file("/dev/urandom", "12345678");
  }

  private Sample ask(NtpServer server) {
    return client.best(datagrams.resolve("server", server.port()).get(0));
  }

  @Test
  void offsetIsWhatTheServersClockIsAhead() throws IOException {
    try (NtpServer server = NtpServer.ahead(clocks, 3_600_000_000L)) {
      Sample.Time time = (Sample.Time) ask(server);

      assertThat(time.offset()).isCloseTo(3_600_000_000L, SHARP);
      assertThat(server.asked()).isEqualTo(4);
    }
  }

  @Test
  void theAnswerThatTookLeastTimeCounts() throws IOException {
    long[] way = {90_000, 400_000, 20_000, 50_000};
    try (NtpServer server =
        new NtpServer(
            (request, number) -> {
              clocks.pass(way[number]);
              return new byte[][] {NtpServer.reply(request, clocks.truth()).array()};
            })) {
      Sample.Time time = (Sample.Time) ask(server);

      assertThat(time.delay()).isCloseTo(20_000L, SHARP);
      assertThat(time.offset()).isCloseTo(10_000L, SHARP);
    }
  }

  static Stream<Arguments> badReplies() {
    return Stream.of(
        bad("repeats another request's number", p -> p.putLong(24, p.getLong(24) + 1)),
        bad("says that its clock is not synchronised", p -> p.put(0, (byte) (3 << 6 | 36))),
        bad("is a request", p -> p.put(0, (byte) (4 << 3 | 3))),
        bad("is of version 1", p -> p.put(0, (byte) (1 << 3 | 4))),
        bad("has stratum 16", p -> p.put(1, (byte) 16)),
        bad("is two seconds from a real clock", p -> p.putInt(8, 2 << 16)),
        bad("has no transmit time", p -> p.putLong(40, 0)),
        bad("left before the request came", p -> p.putLong(40, p.getLong(40) - (5L << 32))),
        bad(
            "is older than the image",
            p ->
                p.putLong(32, NtpServer.stamp((FakeClocks.IMAGE - 1) * 1_000_000))
                    .putLong(40, NtpServer.stamp((FakeClocks.IMAGE - 1) * 1_000_000))));
  }

  private static Arguments bad(String why, Consumer<ByteBuffer> change) {
    return Arguments.of(why, change);
  }

  @ParameterizedTest(name = "reply that {0}")
  @MethodSource("badReplies")
  void badReplyIsNotBelieved(String why, Consumer<ByteBuffer> change) throws IOException {
    try (NtpServer server =
        new NtpServer(
            (request, number) -> {
              ByteBuffer reply = NtpServer.reply(request, clocks.truth());
              change.accept(reply);
              return new byte[][] {reply.array()};
            })) {
      assertThat(ask(server)).isEqualTo(new Sample.Nothing());
    }
  }

  @Test
  void goodReplyAmongForgedAndShortOnesIsFound() throws IOException {
    try (NtpServer server =
        new NtpServer(
            (request, number) -> {
              ByteBuffer good = NtpServer.reply(request, clocks.truth() + 700_000);
              ByteBuffer forged = NtpServer.reply(request, clocks.truth() - 900_000);
              forged.putLong(24, 1);
              return new byte[][] {{1, 2, 3}, forged.array(), good.array()};
            })) {
      assertThat(((Sample.Time) ask(server)).offset()).isCloseTo(700_000L, SHARP);
    }
  }

  @Test
  void kissOfDeathEndsTheQuestions() throws IOException {
    try (NtpServer server =
        new NtpServer(
            (request, number) -> {
              ByteBuffer reply = NtpServer.reply(request, clocks.truth());
              reply.put(1, (byte) 0).putInt(12, 0x44454e59);
              return new byte[][] {reply.array()};
            })) {
      assertThat(ask(server)).isEqualTo(new Sample.Kiss("DENY"));
      assertThat(server.asked()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x494e4954, 0x53544550, 0})
  void aServerThatHasNoTimeYetDeniesNothing(int code) throws IOException {
    try (NtpServer server =
        new NtpServer(
            (request, number) -> {
              ByteBuffer reply = NtpServer.reply(request, clocks.truth());
              reply.put(1, (byte) 0).putInt(12, code);
              return new byte[][] {reply.array()};
            })) {
      assertThat(ask(server)).isEqualTo(new Sample.Nothing());
    }
  }

  @Test
  void silentServerIsGivenUpAfterTwoQuestions() throws IOException {
    try (NtpServer server = new NtpServer((request, number) -> new byte[0][])) {
      assertThat(ask(server)).isEqualTo(new Sample.Nothing());
      assertThat(server.asked()).isEqualTo(2);
    }
  }

  @Test
  void timeStampsGoOnAfterTheirSecondsOverflowIn2036() {
    long image = 2_085_000_000L;
    long later = 2_086_000_000L * 1_000_000;

    assertThat(NtpReply.micros(NtpServer.stamp(later), image)).isEqualTo(later);
    assertThat(NtpServer.stamp(later) >>> 32).isLessThan(1_000_000_000L);
  }
}
