package org.boot2docker.guest.programs.clock;

import java.util.Optional;
import java.util.Set;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.Datagrams;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/** Asks NTP servers for the time: the client mode of RFC 5905. */
final class NtpClient {
  private static final int SAMPLES = 4;
  private static final int LOST_AT_MOST = 2;
  private static final long MILLION = 1_000_000;
  private static final long REPLY_WITHIN = 2 * MILLION;

  /** RFC 5905: packets of a burst are two seconds apart. */
  private static final long BETWEEN_SAMPLES = 2_000;

  /** MAXDIST of RFC 5905: a server that is further from a real clock is not synchronised. */
  private static final long FARTHEST_ROOT = 3 * MILLION / 2;

  private static final int OLDEST_VERSION = 3;
  private static final int SERVER = 4;
  private static final int NOT_SYNCHRONISED = 3;
  private static final int LAST_STRATUM = 15;

  /**
   * Kiss codes that RFC 5905, 7.4, has clients obey; others are of servers that have no time yet.
   */
  private static final Set<String> REFUSALS = Set.of("DENY", "RSTR", "RATE");

  private final Files files;
  private final Clocks clocks;
  private final Datagrams datagrams;
  private final long notBefore;

  /** A client that believes no time before a date in seconds since 1970. */
  NtpClient(Files files, Clocks clocks, Datagrams datagrams, long notBefore) {
    this.files = files;
    this.clocks = clocks;
    this.datagrams = datagrams;
    this.notBefore = notBefore;
  }

  /** Asks a server several times and gives the answer that was quickest on its way. */
  Sample best(byte[] address) {
    int socket = datagrams.connect(address);
    if (socket < 0) {
      return new Sample.Nothing();
    }
    Sample best = new Sample.Nothing();
    int lost = 0;
    for (int i = 0; i < SAMPLES && lost < LOST_AT_MOST; i++) {
      if (i > 0) {
        files.poll(new int[0], BETWEEN_SAMPLES);
      }
      Sample sample = ask(socket);
      if (sample instanceof Sample.Kiss) {
        best = sample;
        break;
      } else if (sample instanceof Sample.Time time) {
        best = best instanceof Sample.Time b && b.delay() <= time.delay() ? best : time;
      } else {
        lost++;
      }
    }
    datagrams.close(socket);
    return best;
  }

  /** One request; packets that aren't its answer are passed over. */
  private Sample ask(int socket) {
    long nonce = random();
    byte[] packet = new byte[NtpReply.BYTES];
    long sent = clocks.real();
    if (datagrams.send(socket, NtpReply.request(nonce)) < 0) {
      return new Sample.Nothing();
    }
    long start = clocks.sinceBoot();
    long left = REPLY_WITHIN;
    while (left > 0) {
      int length = datagrams.receive(socket, packet, left / 1000 + 1);
      long received = clocks.real();
      if (length < 0) {
        return new Sample.Nothing();
      }
      Optional<NtpReply> reply = answer(packet, length, nonce);
      if (reply.isPresent()) {
        return judge(reply.get(), sent, received);
      }
      left = REPLY_WITHIN - (clocks.sinceBoot() - start);
    }
    return new Sample.Nothing();
  }

  /** The reply, if it is one and to this request: another nonce is a forgery or a repetition. */
  private static Optional<NtpReply> answer(byte[] packet, int length, long nonce) {
    if (length < NtpReply.BYTES) {
      return Optional.empty();
    }
    NtpReply reply = NtpReply.parse(packet);
    boolean answers =
        reply.mode() == SERVER && reply.version() >= OLDEST_VERSION && reply.origin() == nonce;
    return answers ? Optional.of(reply) : Optional.empty();
  }

  private Sample judge(NtpReply reply, long sent, long received) {
    if (reply.stratum() == 0) {
      return REFUSALS.contains(reply.code()) ? new Sample.Kiss(reply.code()) : new Sample.Nothing();
    }
    long there = NtpReply.micros(reply.receive(), notBefore);
    long back = NtpReply.micros(reply.transmit(), notBefore);
    long delay = received - sent - (back - there);
    boolean synchronised =
        reply.leap() != NOT_SYNCHRONISED
            && reply.stratum() <= LAST_STRATUM
            && reply.rootDistance() <= FARTHEST_ROOT
            && reply.receive() != 0
            && reply.transmit() != 0;
    boolean sane = there >= notBefore * MILLION && back >= there && delay >= 0;
    return synchronised && sane
        ? new Sample.Time((there - sent + (back - received)) / 2, delay)
        : new Sample.Nothing();
  }

  private long random() {
    byte[] bytes = new byte[8];
    int device = files.open("/dev/urandom", Linux.O_RDONLY, 0);
    files.read(device, bytes);
    files.close(device);
    long number = 0;
    for (byte b : bytes) {
      number = number << 8 | b & 0xff;
    }
    return number;
  }
}
