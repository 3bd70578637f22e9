package org.boot2docker.init.trust;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A private key in PEM, as far as telling whose it is needs: PKCS #1 (RFC 8017), PKCS #8 (RFC 5958)
 * or the elliptic curves' form (RFC 5915).
 *
 * @param found whether there is an unencrypted key at all
 * @param publicPart bytes that its certificate must hold: the modulus or the point; nothing when
 *     the file doesn't say
 */
record PrivateKeyFile(boolean found, Optional<byte[]> publicPart) {
  private static final int POINT = 0xa1;

  /** PKCS #8 and RFC 5915 hold small numbers where PKCS #1 holds the modulus. */
  private static final int LEAST_MODULUS_BYTES = 64;

  /** Reads a file's content. */
  static PrivateKeyFile read(byte[] content) {
    for (PemBlock block : PemBlock.all(new String(content, StandardCharsets.ISO_8859_1))) {
      if (block.label().endsWith("PRIVATE KEY") && block.der().isPresent()) {
        try {
          List<DerValue> outer = DerValue.all(block.der().get());
          boolean sequence = outer.size() == 1 && outer.get(0).is(DerValue.SEQUENCE);
          boolean encrypted = block.label().startsWith("ENCRYPTED");
          if (sequence && !encrypted) {
            return new PrivateKeyFile(true, publicPart(outer.get(0).children()));
          }
        } catch (IllegalArgumentException e) {
          return new PrivateKeyFile(false, Optional.empty());
        }
      }
    }
    return new PrivateKeyFile(false, Optional.empty());
  }

  private static Optional<byte[]> publicPart(List<DerValue> parts) {
    if (parts.size() < 2) {
      return Optional.empty();
    }
    DerValue second = parts.get(1);
    if (second.is(DerValue.INTEGER) && second.content().length >= LEAST_MODULUS_BYTES) {
      return Optional.of(second.content());
    }
    boolean wrapped = second.is(DerValue.SEQUENCE) && parts.size() > 2;
    if (wrapped && parts.get(2).is(DerValue.OCTET_STRING)) {
      List<DerValue> inner = parts.get(2).children();
      return inner.size() == 1 && inner.get(0).is(DerValue.SEQUENCE)
          ? publicPart(inner.get(0).children())
          : Optional.empty();
    }
    return parts.stream()
        .filter(part -> part.is(POINT))
        .flatMap(part -> part.children().stream())
        .map(DerValue::content)
        .findFirst();
  }

  /** Whether the certificate may be this key's. */
  boolean fits(byte[] certificate) {
    return publicPart.isEmpty() || indexOf(certificate, publicPart.get()) >= 0;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      int same = 0;
      while (same < part.length && bytes[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return at;
      }
    }
    return -1;
  }
}
