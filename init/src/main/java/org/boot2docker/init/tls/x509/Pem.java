package org.boot2docker.init.tls.x509;

import java.util.Base64;
import java.util.Optional;

/** The textual encoding of RFC 7468. */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String encode(String label, byte[] der) {
    String body = Base64.getEncoder().encodeToString(der);
    StringBuilder text = new StringBuilder("-----BEGIN " + label + "-----\n");
    for (int at = 0; at < body.length(); at += LINE) {
      text.append(body, at, Math.min(body.length(), at + LINE)).append('\n');
    }
    return text.append("-----END " + label + "-----\n").toString();
  }

  /** The first block with this label, or nothing when there is none or it is damaged. */
  static Optional<byte[]> decode(String label, String text) {
    String begin = "-----BEGIN " + label + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start + begin.length()) {
      return Optional.empty();
    }
    StringBuilder body = new StringBuilder();
    for (char c : text.substring(start + begin.length(), end).toCharArray()) {
      if (c > ' ') {
        body.append(c);
      }
    }
    try {
      return Optional.of(Base64.getDecoder().decode(body.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
