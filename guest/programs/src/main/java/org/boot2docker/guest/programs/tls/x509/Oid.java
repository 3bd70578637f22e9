package org.boot2docker.guest.programs.tls.x509;

import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.system.bytes.Bytes;

/** Object identifiers, as they stand in DER. */
enum Oid {
  /** 2.5.4.3. */
  COMMON_NAME("550403"),
  /** 2.5.4.10. */
  ORGANIZATION("55040a"),
  /** 2.5.29.14. */
  SUBJECT_KEY_IDENTIFIER("551d0e"),
  /** 2.5.29.15. */
  KEY_USAGE("551d0f"),
  /** 2.5.29.17. */
  SUBJECT_ALTERNATIVE_NAME("551d11"),
  /** 2.5.29.19. */
  BASIC_CONSTRAINTS("551d13"),
  /** 2.5.29.35. */
  AUTHORITY_KEY_IDENTIFIER("551d23"),
  /** 2.5.29.37. */
  EXTENDED_KEY_USAGE("551d25"),
  /** 1.3.6.1.5.5.7.3.1. */
  SERVER_AUTHENTICATION("2b06010505070301"),
  /** 1.3.6.1.5.5.7.3.2. */
  CLIENT_AUTHENTICATION("2b06010505070302"),
  /** 1.2.840.10045.2.1. */
  EC_PUBLIC_KEY("2a8648ce3d0201"),
  /** 1.2.840.10045.3.1.7, called secp256r1 and prime256v1 too. */
  P_256("2a8648ce3d030107"),
  /** 1.2.840.10045.4.3.2. */
  ECDSA_WITH_SHA256("2a8648ce3d040302");

  private final String hex;

  Oid(String hex) {
    this.hex = hex;
  }

  byte[] der() {
    return Der.value(Der.OBJECT_IDENTIFIER, Bytes.ofHex(hex));
  }

  boolean is(byte[] content) {
    return Bytes.hex(content).equals(hex);
  }
}
