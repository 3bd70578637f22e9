package org.boot2docker.guest.programs.clock;

/** Lets the fuzzer in to the parser of time servers' replies. */
public final class ClockDoor {
  private ClockDoor() {}

  /** Reads a time server reply. */
  public static void reply(byte[] input) {
    if (input.length >= NtpReply.BYTES) {
      NtpReply.parse(input);
    }
  }
}
