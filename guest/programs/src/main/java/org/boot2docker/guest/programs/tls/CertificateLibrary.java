package org.boot2docker.guest.programs.tls;

import java.util.Optional;

/**
 * Keys of ECDSA on P-256 and certificates of X.509 (RFC 5280), all as PEM texts: what a library
 * computes, while what is made when is decided elsewhere.
 *
 * <p>Nothing here throws for damaged texts; {@link IllegalStateException} means that the library
 * itself failed.
 */
interface CertificateLibrary {
  /** Makes a private key of the kernel's random numbers, in PKCS #8. */
  String newKey();

  /** Whether this is an intact private key of P-256. */
  boolean isKey(String key);

  /** Makes a certificate. */
  String issue(Request request);

  /** Reads a certificate; nothing when there is none or it is damaged. */
  Optional<Certificate> read(String certificate);

  /**
   * Whether a certificate is that of a key, and signed by an authority, whatever the time is; an
   * authority's own is asked for with itself.
   */
  boolean fits(String certificate, String key, String authority);
}
