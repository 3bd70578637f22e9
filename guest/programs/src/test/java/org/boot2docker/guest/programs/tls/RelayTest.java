package org.boot2docker.guest.programs.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ways and their ends, between sides that take and give what they like. */
@Timeout(20)
class RelayTest {
  private final Side client = new Side();
  private final Side docker = new Side();
  private int waits;
  private int lastTimeout;
  private int lastDockerEvents;

  /** A side that sends some bytes and then ends, and takes a limited number at a time. */
  private static final class Side implements End {
    private byte[] sends = new byte[0];
    private int sent;
    private boolean staysOpen;
    private boolean refuses;
    private boolean fails;
    private int room = Integer.MAX_VALUE;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean finished;

    @Override
    public int read(byte[] buffer) {
      if (fails) {
        return BROKEN;
      }
      int count = Math.min(buffer.length, sends.length - sent);
      System.arraycopy(sends, sent, buffer, 0, count);
      sent += count;
      return count == 0 && staysOpen ? WANTS_READ : count;
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
      if (refuses) {
        return BROKEN;
      } else if (room == 0) {
        return WANTS_WRITE;
      }
      int count = Math.min(length, room);
      room -= count;
      taken.write(bytes, offset, count);
      return count;
    }

    @Override
    public int finish() {
      finished = true;
      return 0;
    }
  }

  private void run(Relay.Waiter waiter) {
    new Relay(
            client,
            docker,
            (clientEvents, dockerEvents, timeout) -> {
              waits++;
              lastTimeout = timeout;
              lastDockerEvents = dockerEvents;
              return waiter.await(clientEvents, dockerEvents, timeout);
            })
        .run();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void carriesBothWaysAndTellsBothEnds() {
    client.sends = random(100_000);
    docker.sends = random(200_001);
    run((c, d, t) -> -1);

    assertThat(docker.taken.toByteArray()).isEqualTo(client.sends);
    assertThat(client.taken.toByteArray()).isEqualTo(docker.sends);
    assertThat(docker.finished).isTrue();
    assertThat(client.finished).isTrue();
    assertThat(waits).isZero();
  }

  @Test
  void theClientsEndIsToldWhileDockerGoesOn() {
    client.sends = random(10);
    docker.staysOpen = true;
    run(
        (c, d, t) -> {
          assertThat(docker.finished).isTrue();
          assertThat(client.finished).isFalse();
          assertThat(d).isEqualTo(Relay.READABLE);
          docker.sends = random(30);
          docker.staysOpen = false;
          return Relay.READABLE;
        });

    assertThat(client.taken.size()).isEqualTo(30);
    assertThat(client.finished).isTrue();
  }

  /** As with {@code docker exec -i ... cat}: Docker takes nothing before its own is taken. */
  @Test
  void oneWayGoesOnWhileTheOtherIsFull() {
    client.sends = random(100_000);
    docker.sends = random(100_000);
    docker.room = 0;
    client.room = 0;
    run(
        (c, d, t) -> {
          if (client.room == 0) {
            assertThat(c & Relay.WRITABLE).as("both are asked for").isPositive();
          }
          assertThat(d & Relay.WRITABLE).isPositive();
          client.room = Integer.MAX_VALUE;
          docker.room = client.taken.size() == docker.sends.length ? Integer.MAX_VALUE : 0;
          return d;
        });

    assertThat(docker.taken.toByteArray()).isEqualTo(client.sends);
    assertThat(client.taken.toByteArray()).isEqualTo(docker.sends);
  }

  @Test
  void whenDockerTakesNoMoreItsAnswerStillArrives() {
    client.sends = random(500_000);
    docker.refuses = true;
    docker.sends = random(100);
    run((c, d, t) -> -1);

    assertThat(client.taken.size()).isEqualTo(100);
    assertThat(client.finished).isTrue();
    assertThat(client.sent).as("what the client sends is taken").isEqualTo(500_000);
  }

  @Test
  void whenDockerHasClosedAnIdleClientIsWaitedForOnlyShortly() {
    client.staysOpen = true;
    docker.sends = random(100);
    run((c, d, t) -> t < 0 ? Relay.HUNG_UP : -1);

    assertThat(client.taken.size()).isEqualTo(100);
    assertThat(client.finished).isTrue();
    assertThat(lastTimeout).isPositive();
    assertThat(lastDockerEvents).as("or waiting would never wait").isEqualTo(Relay.IGNORED);
    assertThat(waits).isEqualTo(2);
  }

  @Test
  void aClientThatIsGoneEndsBothWaysAtOnce() {
    client.fails = true;
    docker.staysOpen = true;
    run((c, d, t) -> -1);
    assertThat(waits).isZero();

    client.fails = false;
    client.staysOpen = true;
    client.refuses = true;
    docker.sends = random(10);
    run((c, d, t) -> -1);
    assertThat(waits).isZero();
    assertThat(docker.finished).as("its closing tells Docker").isFalse();
  }

  /** Such a socket hangs up without end, while its last bytes wait for a slow client. */
  @Test
  void aDockerThatHasClosedIsNotAskedWhileTheClientIsSlow() {
    client.staysOpen = true;
    client.room = 5;
    docker.sends = random(10);
    run(
        (c, d, t) -> {
          if (client.room == 0) {
            assertThat(d).isEqualTo(Relay.IGNORED);
            client.room = 100;
            return 0;
          }
          return t < 0 ? Relay.HUNG_UP : -1;
        });

    assertThat(client.taken.size()).isEqualTo(10);
  }
}
