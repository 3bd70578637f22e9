package org.boot2docker.guest.programs.tls.x509;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.der.DerException;
import org.boot2docker.guest.programs.der.DerReader;
import org.boot2docker.guest.programs.der.PemBlock;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;

/** A certificate that was read, as far as it matters here. */
public final class Certificate {
  static final String LABEL = "CERTIFICATE";
  private static final int VERSION = Der.CONTEXT | Der.CONSTRUCTED;
  private static final int EXTENSIONS = Der.CONTEXT | Der.CONSTRUCTED | 3;

  private final byte[] signed;
  private final byte[] algorithm;
  private final byte[] signature;
  private final byte[] issuer;
  private final long notAfter;
  private final byte[] keyInfo;
  private final List<AltName> names;

  private Certificate(byte[] der) {
    DerReader all = new DerReader(der).enter(Der.SEQUENCE);
    signed = all.whole(Der.SEQUENCE);
    algorithm = all.whole(Der.SEQUENCE);
    signature = all.bits();
    DerReader fields = new DerReader(signed).enter(Der.SEQUENCE);
    fields.content(VERSION);
    fields.content(Der.INTEGER);
    fields.content(Der.SEQUENCE);
    issuer = fields.whole(Der.SEQUENCE);
    DerReader validity = fields.enter(Der.SEQUENCE);
    validity.time();
    notAfter = validity.time();
    fields.content(Der.SEQUENCE);
    keyInfo = fields.whole(Der.SEQUENCE);
    names = alternativeNames(fields.enter(EXTENSIONS).enter(Der.SEQUENCE));
  }

  /** Reads the first certificate in a PEM text; nothing when there is none or it is damaged. */
  public static Optional<Certificate> read(String pem) {
    try {
      return PemBlock.first(LABEL, pem).map(Certificate::new);
    } catch (DerException e) {
      return Optional.empty();
    }
  }

  private static List<AltName> alternativeNames(DerReader extensions) {
    while (extensions.hasMore()) {
      DerReader extension = extensions.enter(Der.SEQUENCE);
      boolean wanted = Oid.SUBJECT_ALTERNATIVE_NAME.is(extension.content(Der.OBJECT_IDENTIFIER));
      if (extension.tag() == Der.BOOLEAN) {
        extension.content(Der.BOOLEAN);
      }
      if (wanted) {
        return List.copyOf(AltName.read(extension.enter(Der.OCTET_STRING)));
      }
    }
    return List.of();
  }

  /** The last second at which it is valid, since 1970. */
  public long notAfter() {
    return notAfter;
  }

  /** The names and addresses of the server. */
  public List<AltName> names() {
    return names;
  }

  /** Whether it is the certificate of this key. */
  public boolean isOf(SigningKey key) {
    return Arrays.equals(keyInfo, PublicKey.info(key));
  }

  /**
   * Whether an authority with this key has signed it. Our signatures follow from key and message,
   * so signing again shows it.
   */
  public boolean isSignedBy(SigningKey authority) {
    return Arrays.equals(algorithm, Issuer.algorithm())
        && Arrays.equals(issuer, Issuer.authorityName(authority))
        && Arrays.equals(signature, Issuer.signature(authority, signed));
  }
}
