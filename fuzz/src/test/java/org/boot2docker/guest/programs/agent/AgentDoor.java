package org.boot2docker.guest.programs.agent;

import java.util.Optional;

/** Lets the fuzzer in to the guest agent's parsers. */
public final class AgentDoor {
  private AgentDoor() {}

  /** Splits a stream into requests and parses each. */
  public static void requests(byte[] input) {
    for (Optional<String> request : new Framer().take(input, input.length)) {
      request.ifPresent(JsonReader::read);
    }
  }
}
