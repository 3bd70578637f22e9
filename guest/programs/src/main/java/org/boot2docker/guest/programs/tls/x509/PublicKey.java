package org.boot2docker.guest.programs.tls.x509;

import java.util.Arrays;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.tls.crypto.Sha256;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;
import org.boot2docker.guest.system.bytes.Bytes;

/** Public keys of P-256 as certificates hold them (RFC 5480). */
final class PublicKey {
  private static final byte UNCOMPRESSED = 4;
  private static final int IDENTIFIER_BYTES = 20;

  private PublicKey() {}

  static byte[] encoded(SigningKey key) {
    return Bytes.join(new byte[] {UNCOMPRESSED}, key.point());
  }

  static byte[] algorithm() {
    return Der.sequence(Oid.EC_PUBLIC_KEY.der(), Oid.P_256.der());
  }

  static byte[] info(SigningKey key) {
    return Der.sequence(algorithm(), Der.bits(encoded(key)));
  }

  /** What certificates call a key by: the first method of RFC 7093. */
  static byte[] identifier(SigningKey key) {
    return Arrays.copyOf(Sha256.digest(encoded(key)), IDENTIFIER_BYTES);
  }
}
