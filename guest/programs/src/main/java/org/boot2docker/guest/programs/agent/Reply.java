package org.boot2docker.guest.programs.agent;

/** What a request is answered with. */
sealed interface Reply {
  /** It went well. */
  record Value(Json value) implements Reply {}

  /** As above, and a byte 0xFF goes before. */
  record Delimited(Json value) implements Reply {}

  /** It didn't; {@code unknown} when there is no such command. */
  record Failure(boolean unknown, String description) implements Reply {}

  /** It went well, and the protocol wants no answer. */
  record Silence() implements Reply {}

  static Reply done() {
    return new Value(new Json.Obj());
  }

  static Reply failure(String description) {
    return new Failure(false, description);
  }
}
