package org.boot2docker.guest.programs.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.boot2docker.guest.programs.der.Time;

/** The library mbedTLS, which is part of this program. */
final class MbedTls implements CertificateLibrary {
  private static final int MOST_BYTES = 1 << 16;

  // From mbedtls/ssl.h and mbedtls/x509.h, the same in 2.28 and 3.
  private static final int NO_CERTIFICATE = -0x7480;
  private static final int NOT_VERIFIED = -0x2700;
  private static final int NO_TLS = -0x7200;

  /** YYYYMMDDHHMMSS; our dates have a Z behind. */
  private static final int TIME_LENGTH = 14;

  @Override
  public String newKey() {
    byte[] pem = new byte[MOST_BYTES];
    return text(pem, MbedTlsCalls.newKey(pem, pem.length), "making a key");
  }

  @Override
  public boolean isKey(String key) {
    return MbedTlsCalls.isKey(key) == 0;
  }

  @Override
  public String issue(Request request) {
    byte[] pem = new byte[MOST_BYTES];
    byte[] names = AltName.pack(request.names());
    int result =
        MbedTlsCalls.issue(
            pem,
            pem.length,
            request.role().ordinal(),
            request.key(),
            request.authorityKey(),
            request.serial(),
            request.serial().length,
            time(Request.NOT_BEFORE),
            time(request.notAfter()),
            names,
            names.length);
    return text(pem, result, "making a certificate");
  }

  private static String time(long seconds) {
    return Time.format(seconds).substring(0, TIME_LENGTH);
  }

  private static String text(byte[] pem, int result, String what) {
    if (result < 0) {
      throw new IllegalStateException(what + " failed: " + error(result));
    }
    int end = 0;
    while (pem[end] != 0) {
      end++;
    }
    return new String(pem, 0, end, StandardCharsets.US_ASCII);
  }

  /** An error in words where users meet it, else in the form in which mbedTLS documents it. */
  static String error(int result) {
    return switch (result) {
      case NO_CERTIFICATE -> "it showed no certificate";
      case NOT_VERIFIED ->
          "its certificate is not one of this machine's authority, or not valid now";
      case NO_TLS -> "it does not speak TLS";
      default -> "mbedTLS's error -0x" + Integer.toHexString(-result);
    };
  }

  @Override
  public Optional<Certificate> read(String certificate) {
    byte[] facts = new byte[MOST_BYTES];
    int length = MbedTlsCalls.read(certificate, facts, facts.length);
    if (length < TIME_LENGTH) {
      return Optional.empty();
    }
    String end = new String(facts, 0, TIME_LENGTH, StandardCharsets.US_ASCII);
    byte[] names = Arrays.copyOfRange(facts, TIME_LENGTH, length);
    return Optional.of(new Certificate(Time.parse(end + "Z"), AltName.unpack(names)));
  }

  @Override
  public boolean fits(String certificate, String key, String authority) {
    return MbedTlsCalls.fits(certificate, key, authority) == 0;
  }
}
