package org.boot2docker.guest.programs.clock;

/**
 * The fields of a server's packet that a client needs (RFC 5905, figure 8).
 *
 * @param leap leap indicator; 3 is a clock that isn't synchronised
 * @param mode 4 for a server
 * @param stratum 1 to 15; 0 is a kiss of death
 * @param rootDistance half the root delay plus the root dispersion, in microseconds
 * @param code the reference identifier, which is the kiss code in a kiss of death
 * @param origin the request's transmit time stamp, bit for bit
 * @param receive when the request arrived, as a time stamp
 * @param transmit when the reply left, as a time stamp
 */
record NtpReply(
    int leap,
    int version,
    int mode,
    int stratum,
    long rootDistance,
    String code,
    long origin,
    long receive,
    long transmit) {
  /** Packet without extensions and authentication. */
  static final int BYTES = 48;

  private static final int CLIENT_OF_VERSION_4 = 4 << 3 | 3;
  private static final int ROOT_DELAY = 4;
  private static final int ROOT_DISPERSION = 8;
  private static final int REFERENCE = 12;
  private static final int ORIGIN = 24;
  private static final int RECEIVE = 32;
  private static final int TRANSMIT = 40;
  private static final long MILLION = 1_000_000;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  /** Time stamps repeat after that many seconds, next in February 2036. */
  private static final long ERA = 1L << 32;

  /** A request; it tells the server nothing but a random number that the reply must repeat. */
  static byte[] request(long nonce) {
    byte[] packet = new byte[BYTES];
    packet[0] = CLIENT_OF_VERSION_4;
    for (int i = 0; i < 8; i++) {
      packet[TRANSMIT + i] = (byte) (nonce >> 56 - 8 * i);
    }
    return packet;
  }

  /** Reads a packet of at least {@link #BYTES} bytes. */
  static NtpReply parse(byte[] packet) {
    long delay = number(packet, ROOT_DELAY, 4) * MILLION >> 16;
    long dispersion = number(packet, ROOT_DISPERSION, 4) * MILLION >> 16;
    StringBuilder code = new StringBuilder();
    for (int i = REFERENCE; i < REFERENCE + 4; i++) {
      code.append(packet[i] >= 'A' && packet[i] <= 'Z' ? (char) packet[i] : '?');
    }
    return new NtpReply(
        packet[0] >> 6 & 3,
        packet[0] >> 3 & 7,
        packet[0] & 7,
        packet[1] & 0xff,
        delay / 2 + dispersion,
        code.toString(),
        number(packet, ORIGIN, 8),
        number(packet, RECEIVE, 8),
        number(packet, TRANSMIT, 8));
  }

  private static long number(byte[] packet, int at, int bytes) {
    long value = 0;
    for (int i = at; i < at + bytes; i++) {
      value = value << 8 | packet[i] & 0xff;
    }
    return value;
  }

  /**
   * A time stamp in microseconds since 1970.
   *
   * @param about seconds since 1970 of a date that is at most 68 years off; it decides on the era
   */
  static long micros(long timeStamp, long about) {
    long seconds = (timeStamp >>> 32) - SECONDS_1900_TO_1970;
    long eras = Math.floorDiv(about + ERA / 2 - seconds, ERA);
    long fraction = (timeStamp & 0xffff_ffffL) * MILLION >>> 32;
    return (seconds + eras * ERA) * MILLION + fraction;
  }
}
