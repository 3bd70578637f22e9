/**
 * The little cryptography that certificates take: SHA-256 (FIPS 180-4) and ECDSA on the curve P-256
 * (FIPS 186-5), with nonces by RFC 6979 so that signing needs no randomness.
 */
@NullMarked
package org.boot2docker.guest.programs.tls.crypto;

import org.jspecify.annotations.NullMarked;
