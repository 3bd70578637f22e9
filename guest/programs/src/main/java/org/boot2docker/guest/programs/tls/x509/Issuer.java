package org.boot2docker.guest.programs.tls.x509;

import java.util.Arrays;
import java.util.List;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.der.PemBlock;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;
import org.boot2docker.guest.system.bytes.Bytes;

/** Writes certificates, signed by an authority's key. */
public final class Issuer {
  /** 2020-01-01: before any time that a clock not set yet will jump back from. */
  private static final long NOT_BEFORE = 1_577_836_800;

  /** Bits of the extension KeyUsage, with the count of bits that don't count before them. */
  private static final byte[] SIGN_CERTIFICATES = {1, 0x06};

  private static final byte[] DIGITAL_SIGNATURE = {7, (byte) 0x80};
  private static final byte[] TRUE = {(byte) 0xff};
  private static final int IDENTIFIER_IN_NAME = 4;

  private final SigningKey authority;

  /** Signs with this key. */
  public Issuer(SigningKey authority) {
    this.authority = authority;
  }

  /**
   * The authority's own certificate, as PEM.
   *
   * @param serial at most 19 random bytes
   * @param notAfter its last second, since 1970
   */
  public String authority(byte[] serial, long notAfter) {
    byte[] constraints = Der.sequence(Der.value(Der.BOOLEAN, TRUE), Der.integer(0));
    return certificate(
        serial,
        notAfter,
        authorityName(authority),
        authority,
        critical(Oid.BASIC_CONSTRAINTS, constraints),
        critical(Oid.KEY_USAGE, Der.value(Der.BIT_STRING, SIGN_CERTIFICATES)));
  }

  /** A certificate for the server with this key and these names and addresses, as PEM. */
  public String server(byte[] serial, long notAfter, SigningKey key, List<AltName> names) {
    return leaf(
        serial,
        notAfter,
        key,
        "boot2docker server",
        Oid.SERVER_AUTHENTICATION,
        extension(Oid.SUBJECT_ALTERNATIVE_NAME, AltName.der(names)));
  }

  /** A certificate for a client with this key, as PEM. */
  public String client(byte[] serial, long notAfter, SigningKey key) {
    return leaf(
        serial, notAfter, key, "boot2docker client", Oid.CLIENT_AUTHENTICATION, new byte[0]);
  }

  private String leaf(
      byte[] serial, long notAfter, SigningKey key, String name, Oid purpose, byte[] more) {
    return certificate(
        serial,
        notAfter,
        name(name),
        key,
        critical(Oid.BASIC_CONSTRAINTS, Der.sequence()),
        critical(Oid.KEY_USAGE, Der.value(Der.BIT_STRING, DIGITAL_SIGNATURE)),
        extension(Oid.EXTENDED_KEY_USAGE, Der.sequence(purpose.der())),
        extension(
            Oid.AUTHORITY_KEY_IDENTIFIER,
            Der.sequence(Der.value(Der.CONTEXT, PublicKey.identifier(authority)))),
        more);
  }

  private String certificate(
      byte[] serial, long notAfter, byte[] subject, SigningKey key, byte[]... extensions) {
    byte[] identifier = Der.value(Der.OCTET_STRING, PublicKey.identifier(key));
    byte[] signed =
        Der.sequence(
            Der.value(Der.CONTEXT | Der.CONSTRUCTED, Der.integer(2)),
            Der.integer(Bytes.join(new byte[] {1}, serial)),
            algorithm(),
            authorityName(authority),
            Der.sequence(Der.time(NOT_BEFORE), Der.time(notAfter)),
            subject,
            PublicKey.info(key),
            Der.value(
                Der.CONTEXT | Der.CONSTRUCTED | 3,
                Der.sequence(
                    extension(Oid.SUBJECT_KEY_IDENTIFIER, identifier), Bytes.join(extensions))));
    byte[] whole = Der.sequence(signed, algorithm(), Der.bits(signature(authority, signed)));
    return PemBlock.encode(Certificate.LABEL, whole);
  }

  static byte[] algorithm() {
    return Der.sequence(Oid.ECDSA_WITH_SHA256.der());
  }

  static byte[] signature(SigningKey key, byte[] message) {
    byte[] halves = key.sign(message);
    return Der.sequence(
        Der.integer(Arrays.copyOf(halves, SigningKey.BYTES)),
        Der.integer(Arrays.copyOfRange(halves, SigningKey.BYTES, halves.length)));
  }

  /** The name of the authority with this key; part of the key is in it, so that two differ. */
  static byte[] authorityName(SigningKey key) {
    byte[] start = Arrays.copyOf(PublicKey.identifier(key), IDENTIFIER_IN_NAME);
    return name("boot2docker CA " + Bytes.hex(start));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(
        attribute(Oid.ORGANIZATION, "boot2docker"), attribute(Oid.COMMON_NAME, commonName));
  }

  private static byte[] attribute(Oid type, String text) {
    return Der.value(Der.SET, Der.sequence(type.der(), Der.text(text)));
  }

  private static byte[] extension(Oid type, byte[] value) {
    return Der.sequence(type.der(), Der.value(Der.OCTET_STRING, value));
  }

  private static byte[] critical(Oid type, byte[] value) {
    return Der.sequence(
        type.der(), Der.value(Der.BOOLEAN, TRUE), Der.value(Der.OCTET_STRING, value));
  }
}
