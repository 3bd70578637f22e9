package org.boot2docker.guest.programs.tls.x509;

import java.util.Arrays;
import java.util.Optional;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.der.DerException;
import org.boot2docker.guest.programs.der.DerReader;
import org.boot2docker.guest.programs.der.PemBlock;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;

/** Private keys in PEM: PKCS #8 (RFC 5958) around the elliptic curve's own form (RFC 5915). */
public final class KeyPem {
  private static final String LABEL = "PRIVATE KEY";
  private static final int PUBLIC_KEY = Der.CONTEXT | Der.CONSTRUCTED | 1;

  private KeyPem() {}

  /** Writes a key. */
  public static String write(SigningKey key) {
    byte[] inner =
        Der.sequence(
            Der.integer(1),
            Der.value(Der.OCTET_STRING, key.secret()),
            Der.value(PUBLIC_KEY, Der.bits(PublicKey.encoded(key))));
    byte[] outer =
        Der.sequence(Der.integer(0), PublicKey.algorithm(), Der.value(Der.OCTET_STRING, inner));
    return PemBlock.encode(LABEL, outer);
  }

  /** Reads a key as {@link #write} writes it; nothing when it is anything else, or damaged. */
  public static Optional<SigningKey> read(SigningKey.Maker maker, String text) {
    try {
      return PemBlock.first(LABEL, text).flatMap(der -> parse(maker, der));
    } catch (DerException e) {
      return Optional.empty();
    }
  }

  private static Optional<SigningKey> parse(SigningKey.Maker maker, byte[] der) {
    DerReader outer = new DerReader(der).enter(Der.SEQUENCE);
    outer.content(Der.INTEGER);
    if (!Arrays.equals(outer.whole(Der.SEQUENCE), PublicKey.algorithm())) {
      return Optional.empty();
    }
    DerReader inner = outer.enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
    inner.content(Der.INTEGER);
    byte[] secret = inner.content(Der.OCTET_STRING);
    byte[] stated = inner.enter(PUBLIC_KEY).bits();
    return maker.of(secret).filter(key -> Arrays.equals(stated, PublicKey.encoded(key)));
  }
}
