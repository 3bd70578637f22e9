package org.boot2docker.guest.programs.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.Datagrams;
import org.boot2docker.guest.system.kernel.Log;

/** Asks the NTP servers again and again, and steps or slews the clock to what they say. */
final class TimeKeeper {
  private static final long LARGE = 500_000;
  private static final long MEDIUM = 100_000;
  private static final long SMALL = 20_000;

  /** Seconds between two questions, as in RFC 5905: 2^6 to 2^10. */
  private static final long SHORTEST = 64;

  private static final long LONGEST = 1024;

  /** Seconds after the first failure; each further one doubles it. */
  private static final long AFTER_FAILURE = 4;

  private final Log log;
  private final Clocks clocks;
  private final Datagrams datagrams;
  private final NtpServers servers;
  private final NtpClient client;
  private final List<byte[]> denied = new ArrayList<>();
  private Optional<byte[]> last = Optional.empty();
  private List<NtpServers.Server> known = List.of();
  private long interval = SHORTEST;
  private long retry = AFTER_FAILURE;
  private boolean synchronised;

  TimeKeeper(Log log, Clocks clocks, Datagrams datagrams, NtpServers servers, NtpClient client) {
    this.log = log;
    this.clocks = clocks;
    this.datagrams = datagrams;
    this.servers = servers;
    this.client = client;
  }

  /** Whether the last question was answered. */
  boolean isSynchronised() {
    return synchronised;
  }

  /**
   * Asks for the time and corrects the clock.
   *
   * @return after how many seconds to ask again
   */
  long ask() {
    List<byte[]> addresses = addresses();
    for (byte[] address : addresses) {
      Sample sample = client.best(address);
      if (sample instanceof Sample.Time time) {
        last = Optional.of(address);
        apply(time);
        return interval;
      } else if (sample instanceof Sample.Kiss kiss) {
        obey(kiss, address);
      }
    }
    last = Optional.empty();
    if (synchronised) {
      log.info("no NTP server answers any more");
    }
    synchronised = false;
    // Where nobody could be asked nobody is bothered by asking again.
    long wait = addresses.isEmpty() ? Math.min(retry, SHORTEST) : retry;
    retry = Math.min(retry * 2, LONGEST);
    return wait;
  }

  /** The one that has answered last; else all, in the order of preference. */
  private List<byte[]> addresses() {
    List<NtpServers.Server> now = servers.all();
    if (last.isPresent() && now.equals(known)) {
      return List.of(last.get());
    }
    known = now;
    List<byte[]> all = new ArrayList<>();
    for (NtpServers.Server server : now) {
      all.addAll(datagrams.resolve(server.host(), server.port()));
    }
    all.removeIf(address -> denied.stream().anyMatch(d -> Arrays.equals(d, address)));
    return all;
  }

  private void apply(Sample.Time time) {
    long offset = time.offset();
    if (Math.abs(offset) > LARGE) {
      log.check(clocks.setReal(clocks.real() + offset), "setting the clock");
      log.info("the clock was wrong by " + offset / 1000 + " ms, an NTP server says; set");
      interval = SHORTEST;
    } else {
      log.check(clocks.slew(offset), "adjusting the clock");
      if (!synchronised) {
        log.info("the clock is right to " + offset / 1000 + " ms, an NTP server says");
      }
      adaptInterval(Math.abs(offset));
    }
    synchronised = true;
    retry = AFTER_FAILURE;
  }

  private void adaptInterval(long error) {
    if (error > MEDIUM) {
      interval = Math.max(interval / 2, SHORTEST);
    } else if (error < SMALL) {
      interval = Math.min(interval * 2, LONGEST);
    }
  }

  /** RATE asks for longer intervals, everything else for no more questions. */
  private void obey(Sample.Kiss kiss, byte[] address) {
    log.info("an NTP server refuses to answer: " + kiss.code());
    if (kiss.code().equals("RATE")) {
      interval = Math.min(interval * 2, LONGEST);
      retry = Math.max(retry, interval);
    } else {
      denied.add(address);
    }
  }
}
