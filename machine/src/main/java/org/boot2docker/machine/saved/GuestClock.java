package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Sets the clock of a guest, which stood still while the machine was saved, by its agent. */
record GuestClock(Path agentSocket) {
  /** Whether the guest's agent has set the clock to that of the host. */
  boolean set(Duration limit) {
    try (AgentTalk talk = AgentTalk.open(agentSocket)) {
      return talk.ask(GuestClock::request, limit).contains("\"return\"");
    } catch (IOException e) {
      return false;
    }
  }

  /** The agent looks at its port now and then only; the time is asked for once it listens. */
  private static String request() {
    Instant now = Instant.now();
    return "{\"execute\":\"guest-set-time\",\"arguments\":{\"time\":%d}}"
        .formatted(now.getEpochSecond() * 1_000_000_000L + now.getNano());
  }
}
