package org.boot2docker.guest.programs.clock;

/** What came of asking an NTP server once. */
sealed interface Sample {
  /**
   * The server's time.
   *
   * @param offset how far it is ahead of ours, in microseconds
   * @param delay how long request and reply were on their way, in microseconds: the less, the
   *     better is the offset known
   */
  record Time(long offset, long delay) implements Sample {}

  /** No answer in time, or none that may be believed. */
  record Nothing() implements Sample {}

  /** A kiss of death: the server wants to be asked less often (RATE), or not at all. */
  record Kiss(String code) implements Sample {}
}
