package org.boot2docker.guest.programs.trust;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.der.DerException;
import org.boot2docker.guest.programs.der.DerReader;
import org.boot2docker.guest.programs.der.PemBlock;

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
      boolean encrypted = block.label().startsWith("ENCRYPTED");
      if (block.label().endsWith("PRIVATE KEY") && !encrypted && block.der().isPresent()) {
        try {
          DerReader file = new DerReader(block.der().get());
          DerReader parts = file.enter(Der.SEQUENCE);
          return new PrivateKeyFile(!file.hasMore(), publicPart(parts));
        } catch (DerException e) {
          return new PrivateKeyFile(false, Optional.empty());
        }
      }
    }
    return new PrivateKeyFile(false, Optional.empty());
  }

  private static Optional<byte[]> publicPart(DerReader parts) {
    parts.skip();
    if (parts.tag() == Der.INTEGER) {
      byte[] modulus = parts.content(Der.INTEGER);
      if (modulus.length >= LEAST_MODULUS_BYTES) {
        return Optional.of(modulus);
      }
    } else if (parts.tag() == Der.SEQUENCE) {
      parts.skip();
      DerReader wrapped = parts.enter(Der.OCTET_STRING);
      // Of Ed25519 it is not the key in a form of its own, but its bytes.
      return wrapped.tag() == Der.SEQUENCE
          ? publicPart(wrapped.enter(Der.SEQUENCE))
          : Optional.empty();
    }
    while (parts.hasMore()) {
      boolean isPoint = parts.tag() == POINT;
      DerReader part = parts.enter(parts.tag());
      if (isPoint) {
        return Optional.of(part.content(Der.BIT_STRING));
      }
    }
    return Optional.empty();
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
